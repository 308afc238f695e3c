import type { Explanation } from '../../../contract/publishing/notifications.ts';

/** The longest that SQS keeps a message back. */
export const longestDelaySeconds = 900;

/** How long a bucket of due items is. */
const bucketMs = 300_000;

/**
 * How far a sweep looks ahead. Less than the longest delay by two minutes: what is due later than that delay is listed, and a
 * sweep must not have passed its place before it is there. The next sweep is due in five minutes, and may be three minutes late.
 */
const lookAheadSeconds = 780;

/** The bucket that an instant lies in, by its beginning. */
export function bucketOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / bucketMs) * bucketMs);
}

/** Whether what is due at an instant is listed for a sweep; if not, it waits in the queue from the start. */
export function isForSweep(dueAt: Date, now: Date): boolean {
  return dueAt.getTime() - now.getTime() > longestDelaySeconds * 1000;
}

/** What of an explanation says until when something is held, and why. */
type Held = Pick<Explanation, 'until' | 'held_for'>;

/**
 * Finds the instants that are listed: those for a sweep, and every one until which a paused workflow is held, as whoever resumes it finds
 * in the list what to release.
 */
export function listedDueAts(explanation: readonly Held[], now: Date): Date[] {
  return explanation
    .filter(({ until, held_for }) => until && (held_for === 'paused' || isForSweep(new Date(until), now)))
    .map(({ until = '' }) => new Date(until));
}

/** How long a queue keeps back what is due at an instant: to its second, never before it. */
export function delaySeconds(dueAt: Date, now: Date): number {
  return Math.min(longestDelaySeconds, Math.max(0, Math.ceil((dueAt.getTime() - now.getTime()) / 1000)));
}

/** When something is noted to have happened that was decided as of an instant: not before the clock comes to it, which a run by hand may be ahead of. */
export function notedAt(at: Date, now: Date): Date {
  return at < now ? at : now;
}

/** Where the sweep of an instant ends: the first bucket that it leaves for the next. */
export function sweepEnd(at: Date): Date {
  return bucketOf(new Date(at.getTime() + lookAheadSeconds * 1000));
}

/** Finds the bucket that follows one. */
export function nextBucket(bucket: Date): Date {
  return new Date(bucket.getTime() + bucketMs);
}
