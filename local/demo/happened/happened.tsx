import { useEffect, useState } from 'react';
import type { Told } from '../../demo-server/answers.ts';
import type { SignedIn } from '../../demo-server/repair.ts';
import { whenOf } from '../board/due.tsx';
import { useBoard } from '../board/use-board.tsx';
import { firstNameOf, otherThan } from '../shell/people.ts';
import { Fate } from './fate.tsx';
import { Snippet } from './snippet.tsx';
import './happened.css';

const mostShown = 6;

/** Shows a developer what the app published, by which code, and what became of it. A real app has no such panel. */
export function Happened({ user }: { user: SignedIn }) {
  const { told } = useBoard();
  const other = firstNameOf(otherThan(user));
  const count = told.length;
  return (
    <aside className="happened" aria-labelledby="happened-title">
      <header>
        <h2 id="happened-title">
          <img src="/bell.svg" alt="" width="22" height="22" /> What just happened
        </h2>
        <a href="/" target="bellhop-console" className="small">
          Console
        </a>
      </header>
      <p className="unseen-text" role="status">
        {count > 0 && told[0] ? sentenceOf(told[0]) : ''}
      </p>
      {count === 0 ? (
        <div className="happened-empty">
          <p>
            <strong>Assign a repair to {other}.</strong>
          </p>
          <p className="muted">
            The app’s server publishes it, {other}’s bell rings, and here you see the code and what became of each channel. This
            panel is for you; the app beside it is what your users see.
          </p>
        </div>
      ) : (
        <ol>
          {told.slice(0, mostShown).map((each, place) => (
            <Entry key={each.id} told={each} isNewest={place === 0} />
          ))}
        </ol>
      )}
    </aside>
  );
}

function Entry({ told, isNewest }: { told: Told; isNewest: boolean }) {
  const [isOpen, setOpen] = useState(isNewest);
  useEffect(() => setOpen(isNewest), [isNewest]); // the one before makes room
  return (
    <li className="entry">
      <p className="entry-head">
        <span>{sentenceOf(told)}</span>
        <time dateTime={told.at}>{whenOf(new Date(told.at), Date.parse(told.at))}</time>
      </p>
      {told.notifications.map(({ id, user }) => (
        <Fate key={id} id={id} user={user} />
      ))}
      {told.refused !== undefined && <p className="problem">Bellhop refused it: {told.refused}</p>}
      {told.wasFallback && <p className="small muted">Your workflows have none of that name, so the first of them went.</p>}
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>The code that published it</summary>
        <Snippet request={told.request} wrote={told.wrote} />
      </details>
    </li>
  );
}

function sentenceOf({ by, did }: Told): string {
  return `${firstNameOf(by)} ${did}`;
}
