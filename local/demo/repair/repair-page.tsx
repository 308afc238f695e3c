import type { Repair, SignedIn } from '../../demo-server/repair.ts';
import { Due } from '../board/due.tsx';
import { stageOf, stages } from '../board/stage-of.ts';
import { useBoard } from '../board/use-board.tsx';
import { Avatar } from '../shell/avatar.tsx';
import { nameOf } from '../shell/people.ts';
import { Comments } from './comments.tsx';
import { DueDate } from './due-date.tsx';
import { Steps } from './steps.tsx';
import './repair.css';

/** Shows one repair, with everything that can be done to it. */
export function RepairPage({ user, number }: { user: SignedIn; number: string }) {
  const { repairs, isKnown, problem } = useBoard();
  const repair = repairs.find((each) => each.number === number);
  return (
    <>
      <a className="back" href="#/">
        <span aria-hidden="true">←</span> All repairs
      </a>
      <p role="alert" className="problem">
        {problem}
      </p>
      {repair === undefined ? (
        <h1 tabIndex={-1}>{isKnown ? `There is no repair ${number}` : 'Loading'}</h1>
      ) : (
        <Details user={user} repair={repair} />
      )}
    </>
  );
}

function Details({ user, repair }: { user: SignedIn; repair: Repair }) {
  const { number, title, vehicle, customer, assignee, dueAt, isDone } = repair;
  const stage = stageOf(repair);
  return (
    <article className="repair">
      <header>
        <p className="repair-line">
          <span className="card-number">{number}</span> <span className={`stage stage-${stage}`}>{stages[stage]}</span>
        </p>
        <h1 tabIndex={-1}>{title}</h1>
      </header>
      <dl className="facts">
        <div>
          <dt>Vehicle</dt>
          <dd>{vehicle}</dd>
        </div>
        <div>
          <dt>Customer</dt>
          <dd>{customer}</dd>
        </div>
        <div>
          <dt>Technician</dt>
          <dd className="with-avatar">
            {assignee === undefined ? (
              'Nobody yet'
            ) : (
              <>
                <Avatar person={assignee} /> {nameOf(assignee)}
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Date it is due</dt>
          <dd>{dueAt === undefined ? 'None' : <Due at={dueAt} isDone={isDone} />}</dd>
        </div>
      </dl>
      <Steps user={user} repair={repair} />
      <DueDate repair={repair} />
      <Comments user={user} repair={repair} />
    </article>
  );
}
