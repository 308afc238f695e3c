import { isBatched } from '../../core/batches/rules/is-batched.ts';
import type { Cancellation } from '../../core/cancellation/ports/ledger.ts';
import type { MessageRecord, NotificationRecord } from '../../core/delivery/ports/records.ts';
import { mayMove } from '../../core/delivery/rules/message-status.ts';

/** Ends that sent nothing, and were none of the cancellation's doing. */
const otherEnds: readonly string[] = ['skipped', 'suppressed', 'expired'];

/** What canceling adds to the timeline. */
export function canceledEvent(at: Date) {
  return { status: 'canceled' as const, at: at.toISOString() };
}

/** Whether a message can still be kept from being sent. */
export function isInTime({ status, events }: Pick<MessageRecord, 'status' | 'events'>): boolean {
  const mayHaveBeenSent = events.some((event) => event.status === 'unknown'); // whatever a later attempt was told
  return mayMove(status, 'canceled') && !mayHaveBeenSent;
}

/** An entry of what was canceled before it was entered: nothing of it arrives, is held or goes into a digest. */
export function canceledEntry<Entry extends { notification: NotificationRecord; messages: MessageRecord[] }>(
  entry: Entry,
  at: Date,
) {
  const messages = entry.messages.map((message): MessageRecord => {
    if (otherEnds.includes(message.status) && !isBatched(message)) return message;
    const { dueAt: _, ...rest } = message;
    return { ...rest, status: 'canceled', reason: 'canceled', events: [canceledEvent(at)] };
  });
  const aside = { inboxItem: undefined, digestEntry: undefined, batch: undefined, dueAts: [], capWindows: [] };
  return { ...entry, notification: { ...entry.notification, joined: undefined }, messages, ...aside };
}

/** What a cancellation comes to, from the messages as they stand after it. */
export function toCancellation(notificationId: string, messages: readonly MessageRecord[]): Cancellation {
  const canceled = messages.filter(({ status }) => status === 'canceled');
  const tooLate = messages.filter((each) => each.status !== 'canceled' && (!otherEnds.includes(each.status) || isBatched(each)));
  return {
    notificationId,
    canceled: canceled.map(({ channel }) => channel),
    tooLate: tooLate.map(({ channel }) => channel),
    dispatched: true,
  };
}
