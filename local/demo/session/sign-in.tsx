import { useEffect, useRef, useState } from 'react';
import type { SignedIn } from '../../demo-server/repair.ts';
import { Avatar } from '../shell/avatar.tsx';
import { Mark } from '../shell/mark.tsx';
import { nameOf, roleOf } from '../shell/people.ts';
import { signIn } from './session.ts';
import './sign-in.css';

/** Asks who it is. */
export function SignIn() {
  const [problem, setProblem] = useState('');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []); // whoever has signed out stood on what is gone
  const enter = (user: SignedIn) =>
    signIn(user).catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Mark size={44} />
        <h1 ref={title} tabIndex={-1}>
          Sign in to Torque
        </h1>
        <p className="muted">The repair board of a fleet workshop. It is a demo: choose who you are.</p>
        <ul className="sign-in-people">
          {(['ada', 'grace'] as const).map((user) => (
            <li key={user}>
              <button type="button" className="person-button" onClick={() => void enter(user)}>
                <Avatar person={user} size="large" />
                <span>
                  <strong>{nameOf(user)}</strong>
                  <span className="muted">{roleOf(user)}</span>
                </span>
                <span className="arrow" aria-hidden="true">
                  →
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p role="alert" className="problem">
          {problem}
        </p>
        <p className="small muted">
          Sign in twice, in two windows side by side: what Ada does rings Grace’s bell. The notifications are Bellhop’s, and
          nothing leaves this machine.
        </p>
      </div>
    </main>
  );
}
