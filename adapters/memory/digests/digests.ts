import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import type {
  DigestEnd,
  DigestedMessage,
  DigestRef,
  Digests,
  NewDigestEntry,
  OpenDigest,
} from '../../../core/digests/ports/digests.ts';
import { digestBucketOf, digestShardOf } from '../../../core/digests/rules/digest-bucket.ts';
import { type DigestDue, placeEntry } from '../../../core/digests/rules/digest-window.ts';
import { mayBeRedriven } from '../../../core/digests/rules/follow-digest.ts';
import type { MemoryStore } from '../store.ts';
import type { MemoryDigests } from './memory-digests.ts';

/** Keeps the digests of a store. */
export function memoryDigests(store: MemoryStore): Digests {
  const { states, closed, entries, buckets } = store.digests;
  const stateOf = ({ userId, frequency }: Pick<DigestRef, 'userId' | 'frequency'>) =>
    states.get(line(userId, frequency)) ?? { number: 0 };
  const isOpen = (digest: OpenDigest) => {
    const { number, due } = stateOf(digest);
    return number === digest.number && due?.at.getTime() === digest.dueAt.getTime() && !store.erased.has(digest.userId);
  };
  const end = ({ notificationId, channel }: DigestedMessage, { status, reason, detail, at }: DigestEnd) => {
    const message = store.notifications.get(notificationId)?.messages.find(({ record }) => record.channel === channel);
    const { record } = message ?? {};
    if (message === undefined || record === undefined || !mayEnd(record, { status, reason })) return;
    const { reason: _before, ...rest } = record;
    const event = { status, at: at.toISOString(), detail };
    message.record = { ...rest, status, ...(reason && { reason }), events: [...record.events, event] };
  };

  return {
    async state(userId, frequency) {
      return structuredClone(stateOf({ userId, frequency }));
    },

    async move(digest, due) {
      if (!isOpen(digest)) return false;
      place(store.digests, digest, due);
      return true;
    },

    async close({ dueAt, ...digest }, date) {
      if (!isOpen({ dueAt, ...digest })) return false;
      states.set(line(digest.userId, digest.frequency), { number: digest.number, lastDate: date });
      buckets.get(placeOf(digest.userId, dueAt))?.delete(line(digest.userId, digest.frequency));
      closed.set(nameOf(digest), { date, dueAt });
      return true;
    },

    async closed(digest) {
      return closed.get(nameOf(digest));
    },

    async due({ bucket, shard, after = '', limit }) {
      const found = [...(buckets.get(`${bucket.toISOString()}#${shard}`) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
      const page = found.filter(([name]) => name > after).slice(0, limit);
      const last = page.at(-1)?.[0];
      const digests = page.map(([, digest]) => ({ ...digest }));
      return last !== undefined && last !== found.at(-1)?.[0] ? { digests, next: last } : { digests };
    },

    async entries({ after = '', limit, ...digest }) {
      const found = [...(entries.get(nameOf(digest))?.values() ?? [])]
        .filter(({ expiresAt }) => expiresAt > store.now())
        .map(({ entry }) => entry)
        .sort((one, other) => (one.notificationId < other.notificationId ? -1 : 1));
      const page = found.filter(({ notificationId }) => notificationId > after).slice(0, limit);
      const last = page.at(-1)?.notificationId;
      const answer = { entries: structuredClone(page) };
      return last !== undefined && last !== found.at(-1)?.notificationId ? { ...answer, next: last } : answer;
    },

    async complete(digest, completed, how) {
      for (const entry of completed) {
        end(entry, how);
        if (entry.mustBeRemoved && !mayBeRedriven(how)) entries.get(nameOf(digest))?.delete(entry.notificationId);
      }
    },

    async finish(digest) {
      closed.delete(nameOf(digest));
    },
  };
}

/** Whether it waits, or was given up and now ends otherwise. */
function mayEnd(record: MessageRecord, end: Pick<DigestEnd, 'status' | 'reason'>): boolean {
  return record.status === 'digesting' || (mayBeRedriven(record) && !mayBeRedriven(end));
}

/** Takes an entry out of a digest. Answers false when that is closed: what is in it then stays. */
export function withdrawEntry({ digests }: MemoryStore, notificationId: string, from: DigestRef): boolean {
  const { number, due } = digests.states.get(line(from.userId, from.frequency)) ?? { number: 0 };
  if (number !== from.number || due === undefined) return false;
  return digests.entries.get(nameOf(from))?.delete(notificationId) ?? false;
}

/** Puts an entry into the digest that is open, or opens one; answers which. */
export function joinDigest(
  { digests }: MemoryStore,
  { entry, frequency, clock, now, keptAtLeastUntil = now }: NewDigestEntry,
  expiresAt: Date,
): Pick<DigestRef, 'frequency' | 'number'> {
  const { userId } = entry;
  const state = digests.states.get(line(userId, frequency)) ?? { number: 0 };
  const { number, due } = placeEntry(state, { frequency, clock, now });
  const digest = { userId, frequency, number };
  place(digests, digest, due);
  const outlives = keptAtLeastUntil > expiresAt;
  const waiting = { ...structuredClone(entry), ...(outlives && { mustBeRemoved: true }) };
  const entries = digests.entries.get(nameOf(digest)) ?? new Map();
  const stored = { entry: waiting, expiresAt: outlives ? keptAtLeastUntil : expiresAt };
  digests.entries.set(nameOf(digest), entries.set(entry.notificationId, stored));
  return { frequency, number };
}

function place({ states, buckets }: MemoryDigests, digest: DigestRef, due: DigestDue): void {
  const { userId, frequency, number } = digest;
  const name = line(userId, frequency);
  const { due: before, lastDate } = states.get(name) ?? { number: 0 };
  if (before !== undefined) buckets.get(placeOf(userId, before.at))?.delete(name);
  states.set(name, { number, due: structuredClone(due), ...(lastDate !== undefined && { lastDate }) });
  const bucket = buckets.get(placeOf(userId, due.at)) ?? new Map();
  buckets.set(placeOf(userId, due.at), bucket.set(name, { userId, frequency, number, dueAt: due.at }));
}

function line(userId: string, frequency: DigestFrequency): string {
  return `${userId}#${frequency}`;
}

function nameOf({ userId, frequency, number }: DigestRef): string {
  return `${userId}#${frequency}#${number}`;
}

function placeOf(userId: string, dueAt: Date): string {
  return `${digestBucketOf(dueAt).toISOString()}#${digestShardOf(userId)}`;
}

/** A message as it waits for the digest that took its entry. */
export function inDigest(record: MessageRecord, digest: MessageRecord['digest']): MessageRecord {
  return digest && record.status === 'digesting' ? { ...record, digest } : record;
}
