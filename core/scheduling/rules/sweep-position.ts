import { bucketOf, nextBucket, sweepEnd } from './due-time.ts';

/** Where a sweep left off: in a bucket, and in it where its list says. */
export type SweepPosition = { bucket: Date; after?: string };

/** Nothing that is due stays listed for longer: see `besideParts`. */
const longestOutageMs = 30 * 86_400_000;

/** What a run by hand for a time far ahead looks at before that: of a year all is more than a function has time for. */
const beforeAheadMs = 2 * 86_400_000;

/**
 * Where a sweep begins: where the last one left off, or where the last one that was finished came to. The first of all, and one that
 * is run by hand, begins with what is due now.
 */
export function sweepStart(run: { at: Date; since?: Date; cursor?: string }, now: Date): SweepPosition {
  const isAhead = run.since === undefined && run.cursor === undefined && run.at > now;
  const oldest = bucketOf(new Date(run.at.getTime() - (isAhead ? beforeAheadMs : longestOutageMs)));
  const start = placeOf(run, now);
  return start.bucket < oldest ? { bucket: oldest } : start;
}

/** A place as a job keeps it. */
export function formatSweepPosition({ bucket, after }: SweepPosition): string {
  return after === undefined ? bucket.toISOString() : `${bucket.toISOString()} ${after}`;
}

/** Lists the buckets from one up to where a sweep ends, oldest first, at most so many. */
export function bucketsFrom(start: Date, at: Date, limit: number): Date[] {
  const buckets: Date[] = [];
  for (let bucket = start; bucket < sweepEnd(at) && buckets.length < limit; bucket = nextBucket(bucket)) buckets.push(bucket);
  return buckets;
}

function placeOf({ at, since, cursor }: { at: Date; since?: Date; cursor?: string }, now: Date): SweepPosition {
  const left = cursor === undefined ? undefined : parseSweepPosition(cursor);
  if (left !== undefined) return left;
  return { bucket: since === undefined ? bucketOf(at < now ? at : now) : sweepEnd(since) };
}

/** Reads a position; answers nothing for one of another version's form, so that the sweep begins where the last finished one ended. */
export function parseSweepPosition(cursor: string): SweepPosition | undefined {
  const [time = '', after] = cursor.split(/ (.*)/);
  const bucket = new Date(time);
  return Number.isNaN(bucket.getTime()) ? undefined : { bucket, ...(after && { after }) };
}
