import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { Gathered } from '../batches/ports/batches.ts';
import { beginsAt, type StoredCopy, toInboxItem, writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import type { AnnounceChange } from '../channels/inbox/ports/live.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import type { WorkflowPauses } from '../delivery/ports/workflow-pauses.ts';
import { digestEntryOf } from '../digests/digest-entry.ts';
import { NotKnownYet } from '../errors.ts';
import { planWithinCaps } from '../planning/plan-within-caps.ts';
import { type PassOnDeps, passOn } from '../planning/pass-on.ts';
import { chooseChannels } from '../planning/rules/choose-channels.ts';
import type { FrequencyCapPolicy } from '../planning/rules/frequency-cap.ts';
import { type FindTenantDeps, findTenantOf } from '../tenants/find-tenant.ts';
import { workflowOfTenant } from '../tenants/rules/workflow-of-tenant.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { User, Users } from '../users/ports/users.ts';
import { whereaboutsOf } from '../users/rules/profile.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { awaitingFailure, type Found, isDue, planHeld } from './plan-held.ts';
import type { ReleaseMove, SchedulingLedger } from './ports/ledger.ts';
import { listedDueAts, notedAt } from './rules/due-time.ts';
import { toMove } from './to-move.ts';

export type MoveOnDeps = PassOnDeps &
  FindTenantDeps & {
    workflows: ReadonlyMap<string, Workflow>;
    users: Users;
    workflowPauses: Pick<WorkflowPauses, 'list'>;
    ledger: SchedulingLedger;
    feed: Pick<Feed, 'read'>;
    frequencyCapPolicy?: FrequencyCapPolicy;
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
  const { notification } = found;
  const held = [...due, ...awaitingFailure(found, due)];
  const asWritten = deps.workflows.get(notification.workflow);
  if (asWritten === undefined) throw new NotKnownYet(`there is no workflow "${notification.workflow}"`);
  const [users, paused, tenant] = await Promise.all([
    deps.users.getMany([notification.userId]),
    deps.workflowPauses.list(),
    findTenantOf(notification.userId, deps),
  ]);
  const workflow = workflowOfTenant(asWritten, tenant);
  const known = users.get(notification.userId);
  const user = known && reachedBy(workflow, known);
  return planWithinCaps(
    { policy: isRoom(notification.userId) ? undefined : deps.frequencyCapPolicy, test: notification.test },
    async (frequencyCaps) => {
      const written = user && writeHeld(found, workflow, user);
      const planned =
        user &&
        written &&
        (await planHeld(
          {
            ...found,
            workflow,
            user,
            held,
            at,
            frequencyCaps,
            fit: written.fit,
            steps: written.steps,
            paused: paused.get(workflow.key),
          },
          deps,
        ));
      const explanation = (planned?.explanation ?? held.map(explainGone)).filter((each) => isDue(each, due));
      const moves = explanation.flatMap((each) => toMove(each, { held, user, notification, gathered: found.gathered, at }));
      if (moves.length === 0) return moves;
      const copy = written?.inbox;
      const noted = notedAt(at, deps.now());
      const arrives = moves.some(({ status }) => status === 'delivered');
      const hasMoved = await deps.ledger.release({
        notificationId: notification.id,
        moves,
        explanation,
        ...(copy && arrives && { inboxItem: toInboxItem(notification, copy, noted) }),
        ...(user && copy && { digestEntry: digestEntryOf({ notification, user, copy, explanation }, at) }),
        dueAts: listedDueAts(explanation, noted), // by the clock that says what goes into the queue
        ...(planned && { capWindows: planned.capWindows }),
        ...(found.gathered && { gathered: found.gathered }),
        at: noted,
      });
      if (hasMoved && user && copy && arrives) await deps.announceChange?.([user]);
      return hasMoved ? moves : undefined;
    },
  );
}

function writeHeld({ notification }: Found, workflow: Workflow, user: User): StoredCopy {
  const { data, priority, channels, variant, profile, actor, batch } = notification;
  const { channels: chosen } = chooseChannels(workflow, { priority, ...(channels && { channels }), isRoom: isRoom(user.id) });
  return writeStoredCopy(workflow, data, {
    channels: chosen,
    whereabouts: { ...whereaboutsOf(user, variant), profile, actor, batch },
    user,
    since: beginsAt(notification),
    isResent: notification.resentFrom !== undefined,
  });
}

function explainGone({ channel }: MessageRecord): Explanation {
  return { channel, decision: 'skip', reason: 'no_address', because: 'the user is gone' };
}

/** What passing on needs to know of a message that has moved. */
function toMessage({ id: notificationId }: NotificationRecord, { channel, status, dueAt }: ReleaseMove): MessageRecord {
  return { notificationId, channel, status, attempts: 0, events: [], ...(dueAt && { dueAt }) };
}
