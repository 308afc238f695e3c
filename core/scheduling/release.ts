import { isSent } from '../../contract/channels/channels.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { ReleaseMessage } from '../../contract/scheduling/release-message.ts';
import type { Channel } from '../../contract/values.ts';
import { type CloseBatchDeps, clearBatch, closeBatch, describeBatch, gathers } from '../batches/close-batch.ts';
import type { Gathered } from '../batches/ports/batches.ts';
import type { Cancellations } from '../cancellation/ports/cancellations.ts';
import type { CancellationLedger } from '../cancellation/ports/ledger.ts';
import { beginsAt, type StoredCopy, toInboxItem, writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import type { AnnounceChange } from '../channels/inbox/ports/live.ts';
import { addressOn } from '../channels/rules/address.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import type { WorkflowPauses } from '../delivery/ports/workflow-pauses.ts';
import { digestEntryOf } from '../digests/digest-entry.ts';
import { NotKnownYet } from '../errors.ts';
import { enforceFrequencyCaps } from '../planning/enforce-frequency-caps.ts';
import { type PassOnDeps, passOn } from '../planning/pass-on.ts';
import { chooseChannels } from '../planning/rules/choose-channels.ts';
import type { FrequencyCapPolicy } from '../planning/rules/frequency-cap.ts';
import { plannedStatus } from '../planning/rules/planned-status.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { User, Users } from '../users/ports/users.ts';
import { whereaboutsOf } from '../users/rules/profile.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { decideAgain } from './decide-again.ts';
import { awaitingFailure, type Found, isDue, planHeld } from './plan-held.ts';
import type { ReleaseMove, SchedulingLedger } from './ports/ledger.ts';
import { listedDueAts } from './rules/due-time.ts';

export type ReleaseDeps = PassOnDeps &
  Pick<CloseBatchDeps, 'batches'> & {
    workflows: ReadonlyMap<string, Workflow>;
    users: Users;
    workflowPauses: Pick<WorkflowPauses, 'list'>;
    ledger: SchedulingLedger & CancellationLedger & Pick<PublishingLedger, 'read'>;
    feed: Pick<Feed, 'read'>;
    cancellations: Cancellations;
    frequencyCapPolicy?: FrequencyCapPolicy;
    announceChange?: AnnounceChange | undefined;
  };

export type ReleaseOutcome = 'released' | 'released-before' | 'canceled' | 'gone';

/**
 * Releases what was held until an instant: plans it again, as its user now has it, and moves it on. Doing it again moves nothing, and
 * puts what is still queued into its queue once more: an attempt may have ended between the two.
 * @throws NotKnownYet when there is no such workflow, or the data do not fit it.
 * @throws RetryableError when others moved the notification every time that it was decided.
 */
export function release(message: ReleaseMessage, deps: ReleaseDeps): Promise<ReleaseOutcome> {
  return decideAgain(`notification ${message.notificationId}`, () => releaseOnce(message, deps));
}

/** Answers nothing when somebody was faster. */
async function releaseOnce(message: ReleaseMessage, deps: ReleaseDeps): Promise<ReleaseOutcome | undefined> {
  const found = await deps.ledger.read(message.notificationId);
  if (found === undefined) return 'gone';

  const at = latest(deps.now(), new Date(message.dueAt)); // it has arrived, so its time has come, whatever this clock says
  const due = found.messages.filter(
    ({ channel, dueAt }) => dueAt !== undefined && (dueAt <= at || waitsForOwner(channel, found.notification)),
  );
  const held = due.filter(({ status }) => status === 'scheduled');
  if (held.length === 0) {
    if (due.length > 0) await clearBatch(found.notification, deps); // an attempt may have ended just before that
    await passOn(due, found.notification, deps);
    return 'released-before';
  }
  if (await isCanceled(found.notification, deps)) {
    await deps.ledger.cancel({ notificationId: message.notificationId, at, expiresAt: at });
    return 'canceled';
  }
  await passOn(
    due.filter(({ status }) => status === 'queued'),
    found.notification,
    deps,
  );
  if (gathers(found.notification)) return releaseBatch(found, held, at, deps);
  const moves = await moveOn(found, held, at, deps);
  return moves && 'released';
}

/** Closes the batch that a notification tells of, and has it tell of that; of one from which all was withdrawn there is nothing to tell. */
async function releaseBatch(
  { notification, messages }: Found,
  held: MessageRecord[],
  at: Date,
  deps: ReleaseDeps,
): Promise<ReleaseOutcome | undefined> {
  const gathered = await closeBatch(notification, at, deps);
  if (gathered === undefined) {
    await deps.ledger.cancel({ notificationId: notification.id, at, expiresAt: at });
    return 'canceled';
  }
  const moves = await moveOn({ notification: { ...notification, ...gathered }, messages, gathered }, held, at, deps);
  if (moves === undefined) return undefined;
  await clearBatch(notification, deps);
  return 'released';
}

/** Whether it is held because its workflow was paused: when that is resumed, it is released before the time at which it is looked at. */
function waitsForOwner(channel: Channel, { explanation }: NotificationRecord): boolean {
  return explanation.some((each) => each.channel === channel && each.held_for === 'paused');
}

/** Plans messages again that are held, whatever until, and passes on what comes of it; answers nothing when one had moved meanwhile. */
export async function moveOn(
  found: Closed,
  held: MessageRecord[],
  at: Date,
  deps: ReleaseDeps,
): Promise<ReleaseMove[] | undefined> {
  const moves = await move(found, held, at, deps);
  if (moves === undefined) return undefined;

  const moved = moves.map((each) => toMessage(found.notification, each));
  await passOn(moved, found.notification, deps);
  return moves;
}

/** A cancellation of many may not have come to this one yet. */
export async function isCanceled(
  { cancellationKey, createdAt }: NotificationRecord,
  { cancellations }: ReleaseDeps,
): Promise<boolean> {
  const canceledAt = cancellationKey === undefined ? undefined : await cancellations.find(cancellationKey);
  return canceledAt !== undefined && canceledAt >= createdAt;
}

/** A notification with what its batch has gathered, when that is closed now. */
type Closed = Found & { gathered?: Gathered };

async function move(found: Closed, due: MessageRecord[], at: Date, deps: ReleaseDeps): Promise<ReleaseMove[] | undefined> {
  const { notification } = found;
  const held = [...due, ...awaitingFailure(found, due)];
  const workflow = deps.workflows.get(notification.workflow);
  if (workflow === undefined) throw new NotKnownYet(`there is no workflow "${notification.workflow}"`);
  const [users, paused] = await Promise.all([deps.users.getMany([notification.userId]), deps.workflowPauses.list()]);
  const known = users.get(notification.userId);
  const user = known && reachedBy(workflow, known);
  return enforceFrequencyCaps(
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
      const arrives = moves.some(({ status }) => status === 'delivered');
      const hasMoved = await deps.ledger.release({
        notificationId: notification.id,
        moves,
        explanation,
        ...(copy && arrives && { inboxItem: toInboxItem(notification, copy, at) }),
        ...(user && copy && { digestEntry: digestEntryOf({ notification, user, copy, explanation }, at) }),
        dueAts: listedDueAts(explanation, at),
        ...(planned && { capWindows: planned.capWindows }),
        ...(found.gathered && { gathered: found.gathered }),
        at,
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

type Held = {
  held: readonly MessageRecord[];
  user: User | undefined;
  notification: NotificationRecord;
  gathered?: Gathered | undefined;
  at: Date;
};

function toMove(explanation: Explanation, { held, user, notification, gathered, at }: Held): ReleaseMove[] {
  const { channel, until, reason, because } = explanation;
  const heldUntil = held.find((message) => message.channel === channel)?.dueAt;
  if (heldUntil === undefined) return [];

  const status = plannedStatus(explanation, notification);
  const goes = user && isSent(channel) && (status === 'queued' || status === 'digesting');
  const address = goes ? addressOn(channel, user) : undefined;
  const timely = heldUntil <= at ? 'it was held until now' : because;
  const whyNow = waitsForOwner(channel, notification) ? 'the workflow was resumed' : timely;
  return [
    {
      channel,
      heldUntil,
      status,
      ...(until !== undefined && { dueAt: new Date(until) }),
      ...(reason && { reason }),
      ...(address && { address }),
      detail: describe(status === 'queued' || status === 'delivered' ? whyNow : because, gathered),
    },
  ];
}

/** Why it moves; of a batch also what is in it. */
function describe(why: string, gathered: Gathered | undefined): string {
  return gathered === undefined ? why : `${describeBatch(gathered.batch)}; ${why}`;
}

/** What passing on needs to know of a message that has moved. */
function toMessage({ id: notificationId }: NotificationRecord, { channel, status, dueAt }: ReleaseMove): MessageRecord {
  return { notificationId, channel, status, attempts: 0, events: [], ...(dueAt && { dueAt }) };
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}
