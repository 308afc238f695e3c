import { useEffect, useRef } from 'react';
import type { Repair, RepairChange, SignedIn } from '../../demo-server/repair.ts';
import { Avatar } from '../shell/avatar.tsx';
import { Icon } from '../shell/icon.tsx';
import { firstNameOf, otherThan } from '../shell/people.ts';
import { linkToRepair } from '../shell/route.ts';
import { Due } from './due.tsx';
import { stageOf } from './stage-of.ts';
import { useBoard } from './use-board.tsx';

/** The repair whose button was pressed: its card is drawn anew in another column. */
let moving: string | undefined;

/** Shows a repair on the board, with what is likely to be done to it next. */
export function Card({ repair, user }: { repair: Repair; user: SignedIn }) {
  const { number, title, vehicle, assignee, dueAt, isDone, comments } = repair;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (moving !== number) return;
    moving = undefined;
    if (document.activeElement === document.body) link.current?.focus(); // the button that was pressed is gone
  }, [number]);

  return (
    <article className="card">
      <p className="card-number">{number}</p>
      <h3>
        <a ref={link} href={linkToRepair(number)}>
          {title}
        </a>
      </h3>
      <p className="muted">{vehicle}</p>
      <div className="card-foot">
        {dueAt !== undefined && <Due at={dueAt} isDone={isDone} />}
        {comments.length > 0 && (
          <span className="comment-count">
            <Icon name="comment" /> {comments.length}
            <span className="unseen-text"> comments</span>
          </span>
        )}
        {assignee !== undefined && <Avatar person={assignee} isNamed />}
      </div>
      <NextStep repair={repair} user={user} />
    </article>
  );
}

/** Offers what comes next. The card moves to another column then, and the focus goes with it. */
function NextStep({ repair, user }: { repair: Repair; user: SignedIn }) {
  const { change } = useBoard();
  const step = nextStep(repair, user);
  if (step === undefined) return null;
  const press = async () => {
    moving = repair.number;
    if (!(await change(repair.number, step.change))) moving = undefined;
  };
  return (
    <button type="button" className="button" aria-label={`${step.label}: ${repair.number}`} onClick={() => void press()}>
      {step.label}
    </button>
  );
}

function nextStep(repair: Repair, user: SignedIn): { label: string; change: RepairChange } | undefined {
  const to = otherThan(user);
  switch (stageOf(repair)) {
    case 'new':
      return { label: `Assign to ${firstNameOf(to)}`, change: { do: 'assign', to } };
    case 'waiting':
      return { label: 'Approve', change: { do: 'approve' } };
    default:
      return undefined;
  }
}
