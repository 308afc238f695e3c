import type { JobName } from '../../../contract/operations/health.ts';
import type { DigestCadence } from '../../../contract/preferences/preferences.ts';
import type { Channel } from '../../../contract/values.ts';
import type { PausableQueue } from '../../../core/delivery/ports/pauses.ts';
import type { SendChannel } from '../../../core/delivery/ports/rate-limiter.ts';
import type { DigestRef } from '../../../core/digests/ports/digests.ts';
import { digestShardOf, slotOf } from '../../../core/digests/rules/digest-slot.ts';
import type { DueItem } from '../../../core/scheduling/ports/due-items.ts';
import { bucketOf } from '../../../core/scheduling/rules/due-time.ts';
import type { Suppression } from '../../../core/suppressions/ports/suppressions.ts';
import type { Subscription } from '../../../core/topics/ports/topics.ts';
import { hashOfAddress, suppressionPosition } from '../../records/suppression-position.ts';

/** A primary key of the table. Every format of `pk` and `sk` is in this file: docs/architecture.md section 4. */
export type Key = { pk: string; sk: string };

/** The user, who also carries where their inbox stands. */
export function userKey(userId: string): Key {
  return { pk: userPartition(userId), sk: 'USER' };
}

/** An item of a user's inbox. */
export function inboxItemKey(userId: string, notificationId: string): Key {
  return { pk: userPartition(userId), sk: `N#${ulidOf(notificationId)}` };
}

/** Everything of a user: the partition that the `unread` and `shelf` indexes are sorted in. */
export function userPartition(userId: string): string {
  return `U#${userId}`;
}

/** A subscriber of a topic. */
export function subscriberKey({ topic, userId }: Subscription): Key {
  return { pk: topicPartition(topic), sk: userPartition(userId) };
}

/** The same subscription under its user. */
export function subscriptionKey({ topic, userId }: Subscription): Key {
  return { pk: userPartition(userId), sk: topicPartition(topic) };
}

/** Everyone who is subscribed to a topic. */
export function topicPartition(topic: string): string {
  return `T#${topic}`;
}

/** That a user is being deleted, in the list of all, so that none is forgotten half-way. */
export function erasingKey(userId: string): Key {
  return { pk: erasingList, sk: userId };
}

/** The partition that lists them. */
export const erasingList = 'ERASING';

/** A part of what a request made, in order: eight digits, as many as any topic has subscribers. */
export function requestPartKey(requestId: string, from: number): Key {
  return { pk: requestPartition(requestId), sk: `P#${String(from).padStart(8, '0')}` };
}

/** All parts of a request. */
export function requestPartition(requestId: string): string {
  return `R#${requestId.slice('req_'.length)}`;
}

/** The notification itself. */
export function notificationKey(notificationId: string): Key {
  return { pk: notificationPartition(notificationId), sk: 'META' };
}

/** The notification on one channel. */
export function messageKey(notificationId: string, channel: Channel): Key {
  return { pk: notificationPartition(notificationId), sk: `M#${channel}` };
}

/** A notification and its messages. */
export function notificationPartition(notificationId: string): string {
  return `N#${ulidOf(notificationId)}`;
}

/** Something that is due at an instant, in one of the shards of its bucket. */
export function dueItemKey({ notificationId, dueAt }: DueItem): Key {
  const ulid = ulidOf(notificationId);
  return { pk: dueItemPartition(bucketOf(dueAt), shardOf(ulid)), sk: `${dueAt.toISOString()}#${ulid}` };
}

/** A shard of what falls due within a bucket of time. */
export function dueItemPartition(bucket: Date, shard: number): string {
  return `DUE#${bucket.toISOString()}#${shard}`;
}

/** Until which instant a cancellation key is canceled. */
export function cancellationKeyKey(key: string): Key {
  return { pk: `CANCEL#${key}`, sk: '-' };
}

/** A notification that was entered with a cancellation key, in one of the key's shards. */
export function canceledTogetherKey(key: string, notificationId: string): Key {
  const ulid = ulidOf(notificationId);
  return { pk: canceledTogetherPartition(key, shardOf(ulid)), sk: ulid };
}

/** A shard of the notifications with a cancellation key. */
export function canceledTogetherPartition(key: string, shard: number): string {
  return `TOGETHER#${shard}#${key}`;
}

/** How many partitions share what may come all at once: each takes 1,000 writes a second. */
export const shards = 8;

/** Where a user's digests of a cadence stand. */
export function digestStateKey(userId: string, cadence: DigestCadence): Key {
  return { pk: userPartition(userId), sk: `DIGEST#${cadence}` };
}

/** How many places are taken in one of a user's windows: `email#2030-03-15T13`. */
export function frequencyCapKey(userId: string, window: string): Key {
  return { pk: userPartition(userId), sk: `A#${window}` };
}

/** What was decided when a digest was closed. */
export function closedDigestKey({ userId, cadence, number }: DigestRef): Key {
  return { pk: userPartition(userId), sk: `DIGEST#${cadence}#${padNumber(number)}` };
}

/** What waits for a digest: for one digest, one after the other. */
export function digestEntryKey(digest: DigestRef, notificationId: string): Key {
  return { pk: userPartition(digest.userId), sk: `${digestEntriesPrefix(digest)}${ulidOf(notificationId)}` };
}

/** How the sort keys of a digest's entries begin. */
export function digestEntriesPrefix({ cadence, number }: DigestRef): string {
  return `D#${cadence}#${padNumber(number)}#`;
}

/** Which digest one of the items above is about, by its sort key; without a number, where all of that cadence stand. */
export function digestNamedIn(sk: string): { cadence: DigestCadence; number?: number } | undefined {
  const [, cadence, number] = /^D(?:IGEST)?#(daily|weekly)(?:#(\d+))?/.exec(sk) ?? [];
  if (cadence === undefined) return undefined;
  return { cadence: cadence as DigestCadence, ...(number !== undefined && { number: Number(number) }) };
}

/** The window that one of a user's items counts what was taken in, by its sort key. */
export function windowNamedIn(sk: string): string | undefined {
  return sk.startsWith('A#') ? sk.slice('A#'.length) : undefined;
}

/** The topic that one of a user's items is about, by its sort key. */
export function topicNamedIn(sk: string): string | undefined {
  return sk.startsWith('T#') ? sk.slice('T#'.length) : undefined;
}

/** An open digest, where the job looks for it when its time has come. */
export function dueDigestKey({ userId, cadence }: Pick<DigestRef, 'userId' | 'cadence'>, dueAt: Date): Key {
  return { pk: dueDigestsPartition(slotOf(dueAt), digestShardOf(userId)), sk: `${userId}#${cadence}` };
}

/** The open digests of a quarter of an hour, a part of them. */
export function dueDigestsPartition(slot: Date, shard: number): string {
  return `DG#${slot.toISOString()}#${shard}`;
}

/** What a call with this key left behind; callers' names have no "#". */
export function idempotencyKey(caller: string, key: string): Key {
  return { pk: `I#${caller}#${key}`, sk: '-' };
}

/** An API key, found by the hash of its secret. */
export function apiKeyKey(hash: string): Key {
  return { pk: `K#${hash}`, sk: '-' };
}

/** The same API key in the list of all, which is small and read by people only. */
export function listedApiKeyKey(id: string): Key {
  return { pk: apiKeyList, sk: id };
}

/** The partition that lists every API key, so that no list needs a scan. */
export const apiKeyList = 'KEYS';

/** What is known against an address. */
export function suppressionKey(address: string): Key {
  return { pk: `S#${hashOfAddress(address)}`, sk: '-' };
}

/** The same in the list of all, in order of time. */
export function listedSuppressionKey(suppression: Pick<Suppression, 'at' | 'address'>): Key {
  return { pk: suppressionList, sk: suppressionPosition(suppression) };
}

/** The partition that lists every suppression, so that no list needs a scan. */
export const suppressionList = 'SUPPRESSIONS';

/** The calls counted under a name in one window. */
export function rateKey(name: string, windowStart: Date): Key {
  return { pk: `C#${name}#${windowStart.toISOString()}`, sk: 'calls' };
}

/** What the SMS of a month have come to; `2026-11`. */
export function smsBudgetKey(month: string): Key {
  return { pk: `C#sms-budget#${month}`, sk: '-' };
}

/** What became of the e-mails that were sent on a UTC day; `2026-11-23`. */
export function senderTallyKey(day: string): Key {
  return { pk: `C#sender#${day}`, sk: '-' };
}

/** Since when the sender of e-mails is judged. */
export const senderSinceKey: Key = { pk: 'C#sender#since', sk: '-' };

/** SMS to one number or range within a window; `key` is a hash. */
export function smsWindowKey({ name, key, startsAt }: { name: string; key: string; startsAt: Date }): Key {
  return { pk: `C#${name}#${startsAt.toISOString()}`, sk: key };
}

/** What an SMS has been granted: once for a notification, as it has one SMS. */
export function smsGrantKey(notificationId: string): Key {
  return { pk: notificationPartition(notificationId), sk: 'GRANT#sms' };
}

/** An SMS by the id that SNS gave it. */
export function sentSmsKey(providerId: string): Key {
  return { pk: `SMS#${providerId}`, sk: '-' };
}

/** Where a queue is marked as resting. */
export function pauseKey(queue: PausableQueue): Key {
  return { pk: `PARK#${queue}`, sk: '-' };
}

/** How far a provider's slots are given out. */
export function rateLimiterKey(channel: SendChannel): Key {
  return { pk: `PACE#${channel}`, sk: '-' };
}

/** The last run of a job. */
export function jobKey(name: JobName): Key {
  return { pk: `JOB#${name}`, sk: '-' };
}

/** A feed version as it sorts in an index: twelve digits, a change a second for thirty thousand years. */
export function padVersion(version: number): string {
  return String(version).padStart(12, '0');
}

/** Where an item lies in the `shelf` index: in order of arrival, what is archived apart. */
export function shelf(archived: boolean, arrived: number): string {
  return `${archived ? 'archived' : 'active'}#${padVersion(arrived)}`;
}

/** A ULID's last letter is drawn from a hash, so every shard has the same share. */
function shardOf(ulid: string): number {
  return ulid.charCodeAt(ulid.length - 1) % shards;
}

/** A digest's number as it sorts: one a day for two thousand years. */
function padNumber(number: number): string {
  return String(number).padStart(6, '0');
}

function ulidOf(notificationId: string): string {
  return notificationId.slice('ntf_'.length);
}
