import type { CancelAnswer, CancelRequest } from '../../contract/cancellation/cancel.ts';
import type { Channel } from '../../contract/values.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Cancellations } from './ports/cancellations.ts';
import type { Cancellation, CancellationLedger } from './ports/ledger.ts';

export type CancelDeps = { ledger: CancellationLedger; cancellations: Cancellations; now: Now };

/** How long a canceled notification is remembered: longer than a publish can wait in its queue and as a dead-letter message. */
const markMs = 30 * 86_400_000;

/** How long a canceled key is remembered: longer than a notification can be held, as `send_at` is up to a year ahead. */
const noteMs = 400 * 86_400_000;

/** How many notifications one call cancels: what is done well within an API call's time. */
const mostAtOnce = 200;
const workers = 20;

/**
 * Cancels one notification, or those with a key, as many as one call can; nothing that it answers as canceled is ever sent.
 * A key is noted first, so that nothing which was requested before is entered or released from then on.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this.
 */
export async function cancel(request: CancelRequest, deps: CancelDeps): Promise<CancelAnswer> {
  const { ledger, cancellations, now } = deps;
  const at = now();
  const expiresAt = new Date(at.getTime() + markMs);
  const { id, cancellation_key: key = '', cursor } = request;
  if (id !== undefined) return toAnswer([await ledger.cancel({ notificationId: id, at, expiresAt })]);

  if (cursor === undefined) await cancellations.note(key, at, new Date(at.getTime() + noteMs));
  const { notificationIds, next } = await cancellations.list({ key, after: cursor, limit: mostAtOnce });
  const waiting = [...notificationIds];
  const done: Cancellation[] = [];
  async function worker(): Promise<void> {
    for (let notificationId = waiting.shift(); notificationId !== undefined; notificationId = waiting.shift())
      done.push(await ledger.cancel({ notificationId, at, expiresAt }));
  }
  await Promise.all(Array.from({ length: workers }, worker));
  return { ...toAnswer(done), ...(next !== undefined && { next_cursor: next }) };
}

function toAnswer(cancellations: readonly Cancellation[]): CancelAnswer {
  const those = (channelsOf: (cancellation: Cancellation) => readonly Channel[]) =>
    cancellations.flatMap((each) => {
      const channels = [...channelsOf(each)];
      return channels.length > 0 ? [{ id: each.notificationId, channels }] : [];
    });
  const ahead = cancellations.filter(({ dispatched }) => !dispatched).map(({ notificationId }) => ({ id: notificationId }));
  return { canceled: [...those(({ canceled }) => canceled), ...ahead], too_late: those(({ tooLate }) => tooLate) };
}
