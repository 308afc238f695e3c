import type { ReleaseMessage } from '../../contract/scheduling/release-message.ts';
import { type CloseBatchDeps, clearBatch, closeBatch, gathers } from '../batches/close-batch.ts';
import { isCanceledSince } from '../cancellation/is-canceled-since.ts';
import type { Cancellations } from '../cancellation/ports/cancellations.ts';
import type { CancellationLedger } from '../cancellation/ports/ledger.ts';
import type { MessageRecord } from '../delivery/ports/records.ts';
import { passOn } from '../planning/pass-on.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import { decideAgain } from './decide-again.ts';
import { type MoveOnDeps, moveOn } from './move-on.ts';
import type { Found } from './plan-held.ts';
import { notedAt } from './rules/due-time.ts';
import { waitsForOwner } from './to-move.ts';

export type ReleaseDeps = MoveOnDeps &
  Pick<CloseBatchDeps, 'batches'> & {
    ledger: CancellationLedger & Pick<PublishingLedger, 'read'>;
    cancellations: Cancellations;
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
  if (await isCanceledSince(found.notification, deps)) {
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
  const gathered = await closeBatch(notification, notedAt(at, deps.now()), deps);
  if (gathered === undefined) {
    await deps.ledger.cancel({ notificationId: notification.id, at, expiresAt: at });
    return 'canceled';
  }
  const moves = await moveOn({ notification: { ...notification, ...gathered }, messages, gathered }, held, at, deps);
  if (moves === undefined) return undefined;
  await clearBatch(notification, deps);
  return 'released';
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}
