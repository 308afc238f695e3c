import { useState } from 'react';
import type { Repair, SignedIn } from '../../demo-server/repair.ts';
import { Card } from './card.tsx';
import { type Stage, stageOf, stages } from './stage-of.ts';
import { useBoard } from './use-board.tsx';
import './board.css';

/** Shows all repairs, or those of the user, in the columns of how far they are. */
export function Board({ user }: { user: SignedIn }) {
  const { repairs, isKnown, problem } = useBoard();
  const [isMine, setMine] = useState(false);
  const shown = isMine ? repairs.filter(({ assignee }) => assignee === user) : repairs;
  const open = shown.filter(({ isDone }) => !isDone).length;

  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>Repairs</h1>
          <p className="muted">{isKnown ? `${open} open` : 'Loading'}</p>
        </div>
        <fieldset className="segments">
          <legend className="unseen-text">Whose repairs</legend>
          <label>
            <input type="radio" name="whose" checked={!isMine} onChange={() => setMine(false)} />
            <span>All</span>
          </label>
          <label>
            <input type="radio" name="whose" checked={isMine} onChange={() => setMine(true)} />
            <span>Mine</span>
          </label>
        </fieldset>
      </div>
      <p role="alert" className="problem">
        {problem}
      </p>
      <div className="board">
        {(Object.keys(stages) as Stage[]).map((stage) => (
          <Column key={stage} stage={stage} user={user} repairs={shown.filter((repair) => stageOf(repair) === stage)} />
        ))}
      </div>
    </>
  );
}

function Column({ stage, user, repairs }: { stage: Stage; user: SignedIn; repairs: readonly Repair[] }) {
  return (
    <section className={`column column-${stage}`} aria-labelledby={`column-${stage}`}>
      <h2 id={`column-${stage}`}>
        {stages[stage]} <span className="count">{repairs.length}</span>
      </h2>
      <ul>
        {repairs.map((repair) => (
          <li key={repair.number}>
            <Card repair={repair} user={user} />
          </li>
        ))}
      </ul>
      {repairs.length === 0 && <p className="column-empty">Nothing here</p>}
    </section>
  );
}
