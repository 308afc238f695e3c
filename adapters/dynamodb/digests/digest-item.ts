import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Channel } from '../../../contract/values.ts';
import type { ClosedDigest, DigestEntry, DigestRef, OpenDigest, WaitingEntry } from '../../../core/digests/ports/digests.ts';
import type { DigestDue, DigestState } from '../../../core/digests/rules/digest-window.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { closedDigestKey, digestEntryKey, dueDigestKey } from './keys.ts';

/** How long what is known of one digest stays: longer than any dead-letter message about it, which is kept for two weeks. */
const keptMs = 30 * 86_400_000;

/** Where a user's digests stand, as it lies in the table. It never expires, or numbers would be given twice. */
export type StoredDigestState = { number: number; dueAt?: string; dueDate?: string; lastDate?: string };

/** An entry as it lies in the table. */
export type StoredDigestEntry = {
  notificationId: string;
  userId: string;
  channel: Channel;
  category: string;
  title: string;
  body: string;
  actionUrl?: string;
  createdAt: string;
  expiresAt: number;
  /** Written when the entry's time is its notification's. Entries of 0.1.0 do not say. */
  endsWithNotification?: true;
};

/** The state in an item; number 0 before there was any digest. */
export function toDigestState(item: Record<string, unknown> | undefined): DigestState {
  const { number = 0, dueAt, dueDate, lastDate } = (item ?? {}) as Partial<StoredDigestState>;
  return {
    number,
    ...(dueAt !== undefined && dueDate !== undefined && { due: { date: dueDate, at: new Date(dueAt) } }),
    ...(lastDate !== undefined && { lastDate }),
  };
}

/** What to store where the job looks. */
export function toStoredDueDigest({ userId, frequency, number }: DigestRef, { at }: DigestDue) {
  const kept = new Date(at.getTime() + keptMs);
  return {
    ...dueDigestKey({ userId, frequency }, at),
    userId,
    cadence: frequency, // an old name, as in every stored item
    number,
    dueAt: at.toISOString(),
    expiresAt: epochSeconds(kept),
  };
}

/** The open digest in an item that the job found. */
export function toOpenDigest(item: Record<string, unknown>): OpenDigest {
  const { userId, cadence, number, dueAt } = item as { userId: string; cadence: DigestFrequency; number: number; dueAt: string };
  return { userId, frequency: cadence, number, dueAt: new Date(dueAt) };
}

/** Which digest a message waits for, as it lies in the message's item. */
export type StoredDigestName = { cadence: DigestFrequency; number: number };

/** What to store in a message's item. */
export function toStoredDigestName({ frequency, number }: Pick<DigestRef, 'frequency' | 'number'>): StoredDigestName {
  return { cadence: frequency, number };
}

/** Reads it back. */
export function toDigestName({ cadence, number }: StoredDigestName): Pick<DigestRef, 'frequency' | 'number'> {
  return { frequency: cadence, number };
}

/** What to store for an entry, which stays as long as its notification, and until `keptAtLeastUntil` in any case. */
export function toStoredDigestEntry(
  digest: DigestRef,
  { createdAt, ...entry }: DigestEntry,
  { expiresAt, keptAtLeastUntil }: { expiresAt: Date; keptAtLeastUntil: Date },
) {
  const outlives = keptAtLeastUntil > expiresAt;
  return {
    ...digestEntryKey(digest, entry.notificationId),
    ...entry,
    createdAt: createdAt.toISOString(),
    expiresAt: epochSeconds(outlives ? keptAtLeastUntil : expiresAt),
    endsWithNotification: outlives ? undefined : true,
  };
}

/** Reads the entry in an item. */
export function toDigestEntry(stored: StoredDigestEntry): DigestEntry {
  const { notificationId, userId, channel, category, title, body, actionUrl, createdAt } = stored;
  return {
    notificationId,
    userId,
    channel,
    category,
    title,
    body,
    ...(actionUrl !== undefined && { actionUrl }),
    createdAt: new Date(createdAt),
  };
}

/** The entry in an item, as it lies in its digest. */
export function toWaitingEntry(stored: StoredDigestEntry): WaitingEntry {
  return { ...toDigestEntry(stored), ...(stored.endsWithNotification !== true && { mustBeRemoved: true }) };
}

/** What to store of a digest that is closed. */
export function toStoredClosedDigest(digest: DigestRef, { date, dueAt }: ClosedDigest) {
  return {
    ...closedDigestKey(digest),
    date,
    dueAt: dueAt.toISOString(),
    expiresAt: epochSeconds(new Date(dueAt.getTime() + keptMs)),
  };
}

/** What was decided, in an item. */
export function toClosedDigest(item: Record<string, unknown>): ClosedDigest {
  const { date, dueAt } = item as { date: string; dueAt: string };
  return { date, dueAt: new Date(dueAt) };
}
