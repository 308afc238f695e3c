import { useEffect } from 'react';
import type { Repair, RepairChange, SignedIn } from '../../demo-server/repair.ts';
import { stageOf } from '../board/stage-of.ts';
import { useBoard } from '../board/use-board.tsx';
import { Avatar } from '../shell/avatar.tsx';
import { firstNameOf, signedIn } from '../shell/people.ts';

/** Assigns a repair, notes that its customer has approved it, and ends it. */
export function Steps({ user, repair }: { user: SignedIn; repair: Repair }) {
  const { change } = useBoard();
  const main = mainStep(repair);
  useEffect(() => {
    if (repair.isDone && document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus(); // the buttons are gone
  }, [repair.isDone]);
  const does = (what: RepairChange) => () => void change(repair.number, what);
  return (
    <section className="repair-part" aria-labelledby="steps-title">
      <h2 id="steps-title">What is next</h2>
      {repair.isDone ? (
        <p className="muted">Nothing: the vehicle is back with its customer.</p>
      ) : (
        <div className="steps">
          {main && (
            <button type="button" className="button button-primary" onClick={does(main.change)}>
              {main.label}
            </button>
          )}
          {signedIn.map((person) => (
            <button
              key={person}
              type="button"
              className="button"
              aria-pressed={repair.assignee === person}
              onClick={does({ do: 'assign', to: person })}
            >
              <Avatar person={person} /> {person === user ? 'Take it myself' : `Assign to ${firstNameOf(person)}`}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

/** Chooses what is most likely next; one button for all of it, so that the focus stays where it is. */
function mainStep(repair: Repair): { label: string; change: RepairChange } | undefined {
  switch (stageOf(repair)) {
    case 'waiting':
      return { label: 'The customer approves', change: { do: 'approve' } };
    case 'approved':
      return { label: 'It is done', change: { do: 'finish' } };
    default:
      return undefined;
  }
}
