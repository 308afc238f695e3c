// Who is signed in in this tab. Another tab may be another person, so that two can be tried side by side; a real app has a cookie.
import type { SessionAnswer } from '../../demo-server/answers.ts';
import type { SignedIn } from '../../demo-server/repair.ts';

const place = 'torque-session';
const listeners = new Set<() => void>();
let current: SessionAnswer | undefined;

/** Takes up the session of this tab, or opens one for whom a link names, like `/demo?as=grace`. */
export async function startSession(): Promise<void> {
  const named = new URLSearchParams(location.search).get('as');
  const saved = sessionStorage.getItem(place);
  if (saved !== null) current = JSON.parse(saved);
  if (named !== 'ada' && named !== 'grace') return;
  history.replaceState(null, '', `${location.pathname}${location.hash}`);
  if (current?.user !== named) await signIn(named);
}

/** The user of this tab, if somebody is signed in. */
export function signedIn(): SignedIn | undefined {
  return current?.user;
}

/** Calls back when somebody signs in or out; answers how to end that. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Signs in. A real app asks for more than a name. */
export async function signIn(user: SignedIn): Promise<void> {
  keep(await read<SessionAnswer>(await send('POST', 'session', { user })));
}

/** Signs out, and forgets the session whatever the server says. */
export async function signOut(): Promise<void> {
  await send('DELETE', 'session').catch(() => {});
  keep(undefined);
}

/**
 * Asks the app's own server. It forgets sessions when it starts anew; then the same person is signed in once more.
 * @throws Error with what the server said, or that it did not answer.
 */
export async function ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const response = await send(method, path, body);
  if (response.status !== 401 || current === undefined) return read(response);
  await signIn(current.user);
  return read(await send(method, path, body));
}

/** Asks for a token of Bellhop: all that a page has to know to show a bell. */
export async function bellhopToken(): Promise<string> {
  const first = await send('POST', 'bellhop-token');
  if (first.status === 401 && current !== undefined) await signIn(current.user);
  const response = first.status === 401 ? await send('POST', 'bellhop-token') : first;
  if (!response.ok) throw new Error(`no token: ${response.status}`);
  return response.text();
}

function send(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`/demo/api/${path}`, {
    method,
    headers: {
      ...(current && { Authorization: `Session ${current.session}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function read<Body>(response: Response): Promise<Body> {
  const body = await response.json();
  if (!response.ok) throw new Error(body.message);
  return body;
}

function keep(session: SessionAnswer | undefined): void {
  current = session;
  if (session === undefined) sessionStorage.removeItem(place);
  else sessionStorage.setItem(place, JSON.stringify(session));
  for (const listener of listeners) listener();
}
