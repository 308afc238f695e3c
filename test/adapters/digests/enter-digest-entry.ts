import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import type { NewDigestEntry } from '../../../core/digests/ports/digests.ts';
import type { DigestClock } from '../../../core/digests/rules/digest-window.ts';
import { aMessage, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import type { StoreWorld } from '../each-store.ts';

/** Eight in the morning, and on Mondays. */
export const atEight: DigestClock = { time: '08:00', weekday: 'monday', zone: 'UTC' };

/** What differs from a daily digest for Ada at eight. */
export type EntryChanges = {
  userId?: string;
  frequency?: DigestFrequency;
  clock?: DigestClock;
  category?: string;
  inInbox?: boolean;
  createdAt?: Date;
  expiresAt?: Date;
  keptAtLeastUntil?: Date;
};

/** An entry of this name for a digest. */
export function aDigestEntry(name: string, now: Date, changes: EntryChanges = {}): NewDigestEntry {
  const { userId = 'ada', frequency = 'daily', clock = atEight, category = 'general', createdAt = now } = changes;
  const { title, body } = { title: name, body: `All about ${name}.` };
  const { keptAtLeastUntil } = changes;
  return {
    entry: { notificationId: notificationId(name), userId, channel: 'email', category, title, body, createdAt },
    frequency,
    clock,
    now,
    ...(keptAtLeastUntil && { keptAtLeastUntil }),
  };
}

/** Enters a notification of this name whose e-mail waits for a digest; answers that message. */
export async function enterDigestEntry(
  { ledger, now }: Pick<StoreWorld, 'ledger' | 'now'>,
  name: string,
  changes: EntryChanges = {},
): Promise<MessageRecord> {
  const digestEntry = aDigestEntry(name, now(), changes);
  const { userId, category, createdAt, title } = digestEntry.entry;
  const id = notificationId(name);
  const [message] = await ledger.enter({
    notification: aNotification({ id, userId, category, createdAt }),
    messages: [aMessage({ notificationId: id, status: 'digesting' })],
    ...(changes.inInbox && { inboxItem: anInboxItem({ notificationId: id, userId, category, createdAt, title }) }),
    digestEntry,
    expiresAt: changes.expiresAt ?? farAway,
  });
  if (message === undefined) throw new Error('nothing was entered');
  return message;
}
