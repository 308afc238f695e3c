import type { Found, Wanted } from '../../../core/delivery/ports/ledger.ts';
import { decideFree, lapsedDetail, revivedDetail } from '../../records/decide-free.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { changeItem } from '../table/write-statement.ts';
import { messageKey, notificationKey } from './keys.ts';
import { type StoredMessage, type StoredNotification, toMessage, toNotification, toStanding } from './message-item.ts';

/** Looks at a message and its notification, and says whether it can be taken. */
export async function findMessage(table: Table, wanted: Wanted): Promise<Found> {
  const [notification, message] = await Promise.all([
    readNotification(table, wanted.notificationId),
    readItem(table, messageKey(wanted.notificationId, wanted.channel)) as Promise<StoredMessage | undefined>,
  ]);
  if (notification === undefined || message === undefined || hasExpired(message, table.now())) return { outcome: 'missing' };

  const decided = decideFree(toStanding(message), wanted);
  switch (decided.verdict) {
    case 'finished':
      return { outcome: 'finished' };
    case 'busy':
      return { outcome: 'busy', afterSeconds: decided.afterSeconds };
    case 'lapsed':
      await becomeUnknown(table, wanted, message);
      return { outcome: 'busy', afterSeconds: wanted.ambiguousWaitSeconds };
    case 'given-up':
      await revive(table, wanted, message);
      return findMessage(table, wanted);
    case 'free':
      return { outcome: 'free', fence: message.fence, message: toMessage(message), notification: toNotification(notification) };
    default:
      return decided satisfies never;
  }
}

/**
 * What is wanted of a notification does not change, so it is read at half the price, unless it was entered this very second. What tells of a batch is
 * written once more as that is closed, and not before that is anything of it delivered.
 */
async function readNotification(table: Table, notificationId: string): Promise<StoredNotification | undefined> {
  const key = notificationKey(notificationId);
  const recent = (await readItem(table, key, 'recent')) as StoredNotification | undefined;
  const isFinal = recent !== undefined && (recent.batchKey === undefined || recent.batch !== undefined);
  return isFinal ? recent : ((await readItem(table, key)) as StoredNotification | undefined);
}

/** Makes what was given up as if it were new, but for its timeline. Whoever does it decides again on what has come of it. */
async function revive(table: Table, { now }: Wanted, { reason, ...read }: StoredMessage): Promise<void> {
  const event = { status: 'queued', at: now.toISOString(), detail: revivedDetail };
  await changeItem(table, { ...asRead(read), set: { status: 'queued' }, append: [event], remove: reason && 'reason' });
}

/** The fence stays: should the attempt that holds it still be alive, its answer is the best that can come. */
async function becomeUnknown(table: Table, { now }: Wanted, { leaseUntil, ...read }: StoredMessage): Promise<void> {
  const at = now.toISOString();
  const event = { status: 'unknown', at, detail: lapsedDetail };
  const set = { status: 'unknown', unknownSince: at };
  await changeItem(table, { ...asRead(read), set, append: [event], remove: leaseUntil && 'leaseUntil' });
}

function asRead({
  notificationId,
  channel,
  status,
  fence,
}: Pick<StoredMessage, 'notificationId' | 'channel' | 'status' | 'fence'>) {
  return { key: messageKey(notificationId, channel), where: { status, fence } };
}
