import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { Gathered } from '../batches/ports/batches.ts';
import { toInboxItem } from '../channels/inbox/inbox-copy.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import type { AnnounceChange } from '../channels/inbox/ports/live.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import type { WorkflowPauses } from '../delivery/ports/workflow-pauses.ts';
import { digestEntryOf } from '../digests/digest-entry.ts';
import { type PassOnDeps, passOn } from '../planning/pass-on.ts';
import { type CapDeps, planWithinCaps } from '../planning/plan-within-caps.ts';
import { type ReadForPlanDeps, readForPlan } from '../planning/read-for-plan.ts';
import type { User } from '../users/ports/users.ts';
import { awaitingFailure, type Found, isDue, type PlannedAgain, planHeld } from './plan-held.ts';
import type { Release, ReleaseMove, SchedulingLedger } from './ports/ledger.ts';
import { listedDueAts, notedAt } from './rules/due-time.ts';
import { toMove } from './to-move.ts';

export type MoveOnDeps = PassOnDeps &
  ReadForPlanDeps &
  CapDeps & {
    workflowPauses: Pick<WorkflowPauses, 'list'>;
    ledger: SchedulingLedger;
    feed: Pick<Feed, 'read'>;
    announceChange?: AnnounceChange | undefined;
  };

/** A notification with what its batch has gathered, when that is closed now. */
type Closed = Found & { gathered?: Gathered };

/** Plans messages again that are held, whatever until, and passes on what comes of it; answers nothing when one had moved meanwhile. */
export async function moveOn(
  found: Closed,
  held: MessageRecord[],
  at: Date,
  deps: MoveOnDeps,
): Promise<ReleaseMove[] | undefined> {
  const moves = await move(found, held, at, deps);
  if (moves === undefined) return undefined;

  const moved = moves.map((each) => toMessage(found.notification, each));
  await passOn(moved, found.notification, deps);
  return moves;
}

async function move(found: Closed, due: MessageRecord[], at: Date, deps: MoveOnDeps): Promise<ReleaseMove[] | undefined> {
  const { notification, gathered } = found;
  const held = [...due, ...awaitingFailure(found, due)];
  const [{ workflow, user }, pauses] = await Promise.all([readForPlan(notification, deps), deps.workflowPauses.list()]);
  const paused = pauses.get(workflow.key);

  return planWithinCaps(notification, deps, async (frequencyCaps) => {
    const planned = user && (await planHeld({ ...found, workflow, user, held, at, frequencyCaps, paused }, deps));
    const explanation = (planned?.explanation ?? held.map(explainGone)).filter((each) => isDue(each, due));
    const moves = explanation.flatMap((each) => toMove(each, { held, user, notification, gathered, at }));
    if (moves.length === 0) return moves;
    const noted = notedAt(at, deps.now());
    const decided = { notification, moves, explanation, at, noted };
    const comes: ReturnType<typeof whatComesOf> = user && planned ? whatComesOf({ ...decided, user, planned }) : {};
    const dueAts = listedDueAts(explanation, noted); // by the clock that says what goes into the queue
    const release = { notificationId: notification.id, moves, explanation, dueAts, at: noted };
    if (!(await deps.ledger.release({ ...release, ...comes, ...(gathered && { gathered }) }))) return undefined;
    if (user && comes.inboxItem) await deps.announceChange?.([user]);
    return moves;
  });
}

type Decided = {
  notification: NotificationRecord;
  user: User;
  planned: PlannedAgain;
  moves: readonly ReleaseMove[];
  explanation: readonly Explanation[];
  at: Date;
  noted: Date;
};

/** What comes of moves for a user who is there: the inbox item or the digest entry, and what they count for the user's caps. */
function whatComesOf({
  notification,
  user,
  planned: { copy, capWindows },
  moves,
  explanation,
  at,
  noted,
}: Decided): Pick<Release, 'inboxItem' | 'digestEntry' | 'capWindows'> {
  const arrives = moves.some(({ status }) => status === 'delivered');
  return {
    ...(arrives && { inboxItem: toInboxItem(notification, copy, noted) }),
    digestEntry: digestEntryOf({ notification, user, copy, explanation }, at),
    capWindows,
  };
}

function explainGone({ channel }: MessageRecord): Explanation {
  return { channel, decision: 'skip', reason: 'no_address', because: 'the user is gone' };
}

/** What passing on needs to know of a message that has moved. */
function toMessage({ id: notificationId }: NotificationRecord, { channel, status, dueAt }: ReleaseMove): MessageRecord {
  return { notificationId, channel, status, attempts: 0, events: [], ...(dueAt && { dueAt }) };
}
