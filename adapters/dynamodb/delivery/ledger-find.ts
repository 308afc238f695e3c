import type { Found, Free, Wanted } from '../../../core/delivery/ports/ledger.ts';
import { decideFree, lapsedDetail, revivedDetail } from '../../records/decide-free.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { changeItem } from '../table/write-statement.ts';
import { messageKey, notificationKey } from './keys.ts';
import { type StoredMessage, toMessage, toStanding } from './message-item.ts';
import { type StoredNotification, toNotification } from './notification-item.ts';

type Read = { notification: StoredNotification; message: StoredMessage };

/**
 * Looks at a message and its notification, and says whether it can be taken. Most can. Whoever takes one does so on the condition
 * that it is as it was found, so a look at half the price is enough for that; anything else is looked at again as it is now.
 */
export async function findMessage(table: Table, wanted: Wanted): Promise<Found> {
  const recent = wanted.afresh ? undefined : await read(table, wanted, 'recent');
  if (recent !== undefined && isFinal(recent) && decideFree(toStanding(recent.message), wanted).verdict === 'free')
    return toFree(recent);

  const found = await read(table, wanted, 'fresh');
  if (found === undefined) return { outcome: 'missing' };
  const { message } = found;
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
      return findMessage(table, { ...wanted, afresh: true });
    case 'free':
      return toFree(found);
    default:
      return decided satisfies never;
  }
}

/** Reads both in one request with whatever else is looked for in the same moment; nothing when one of them is not there. */
async function read(table: Table, { notificationId, channel }: Wanted, age: 'fresh' | 'recent'): Promise<Read | undefined> {
  const [notification, message] = (await Promise.all([
    readItem(table, notificationKey(notificationId), age),
    readItem(table, messageKey(notificationId, channel), age),
  ])) as [StoredNotification | undefined, StoredMessage | undefined];
  if (notification === undefined || message === undefined || hasExpired(message, table.now())) return undefined;
  return { notification, message };
}

/**
 * Whether nothing changes any more of what is wanted of a notification. What tells of a batch is written once more as that is closed, and not
 * before that is anything of it delivered.
 */
function isFinal({ notification: { batchKey, batch } }: Read): boolean {
  return batchKey === undefined || batch !== undefined;
}

function toFree({ notification, message }: Read): Free {
  return { outcome: 'free', fence: message.fence, message: toMessage(message), notification: toNotification(notification) };
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
