import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { DigestRef } from '../../../core/digests/ports/digests.ts';
import { digestBucketOf, digestShardOf } from '../../../core/digests/rules/digest-bucket.ts';
import { type Key, ulidOf } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** How the sort keys of what is known of a user's digests begin. */
export const digestPrefix = 'DIGEST#';

/** How the sort keys of a user's digest entries begin. */
export const digestEntryPrefix = 'D#';

/** Names the item that says where a user's digests of a frequency stand. */
export function digestStateKey(userId: string, frequency: DigestFrequency): Key {
  return { pk: userPartition(userId), sk: `${digestPrefix}${frequency}` };
}

/** What was decided when a digest was closed. */
export function closedDigestKey({ userId, frequency, number }: DigestRef): Key {
  return { pk: userPartition(userId), sk: `${digestPrefix}${frequency}#${padNumber(number)}` };
}

/** What waits for a digest: for one digest, one after the other. */
export function digestEntryKey(digest: DigestRef, notificationId: string): Key {
  return { pk: userPartition(digest.userId), sk: `${digestEntriesPrefix(digest)}${ulidOf(notificationId)}` };
}

/** Says how the sort keys of a digest's entries begin. */
export function digestEntriesPrefix({ frequency, number }: DigestRef): string {
  return `${digestEntryPrefix}${frequency}#${padNumber(number)}#`;
}

/**
 * Which digest one of the items above is about, by its sort key; without a number, where all of that frequency stand. The frequency
 * may be one that this version does not know: what is kept of it is exported and erased all the same.
 */
export function digestNamedIn(sk: string): { frequency: DigestFrequency; number?: number } {
  const [, frequency, number] = sk.split('#');
  return { frequency: frequency as DigestFrequency, ...(number !== undefined && { number: Number(number) }) };
}

/** An open digest, where the job looks for it when its time has come. */
export function dueDigestKey({ userId, frequency }: Pick<DigestRef, 'userId' | 'frequency'>, dueAt: Date): Key {
  return { pk: dueDigestsPartition(digestBucketOf(dueAt), digestShardOf(userId)), sk: `${userId}#${frequency}` };
}

/** Names the partition that holds one shard of the open digests of a quarter of an hour. */
export function dueDigestsPartition(bucket: Date, shard: number): string {
  return `DG#${bucket.toISOString()}#${shard}`;
}

/** A digest's number as it sorts: one a day for two thousand years. */
function padNumber(number: number): string {
  return String(number).padStart(6, '0');
}
