import { randomUUID } from 'node:crypto';
import type { SignedIn } from './repair.ts';

/** Who is signed in. A tab keeps its session to itself, so that two people can be signed in side by side; a real app has a cookie. */
export type Sessions = {
  open: (user: SignedIn) => string;
  close: (authorization: string) => void;
  userOf: (authorization: string | undefined) => SignedIn | undefined;
};

const most = 100;

/** Keeps the sessions of this start, the latest hundred. */
export function keepSessions(): Sessions {
  const users = new Map<string, SignedIn>();
  return {
    open(user) {
      const session = randomUUID();
      users.set(session, user);
      const [oldest] = users.keys();
      if (users.size > most && oldest !== undefined) users.delete(oldest);
      return session;
    },
    close: (authorization) => void users.delete(sessionIn(authorization)),
    userOf: (authorization = '') => users.get(sessionIn(authorization)),
  };
}

function sessionIn(authorization: string): string {
  return authorization.replace(/^Session /, '');
}
