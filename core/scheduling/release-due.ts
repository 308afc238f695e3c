import type { JobRun } from '../operations/run-job.ts';
import { sendInTime, toRelease } from '../planning/pass-on.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Now } from '../time/ports/clock.ts';
import type { DueItem, DueItems } from './ports/due-items.ts';
import { nextBucket } from './rules/due-time.ts';
import { bucketsFrom, formatSweepPosition, type SweepPosition, sweepStart } from './rules/sweep-position.ts';

export type ReleaseDueDeps = { dueItems: DueItems; ingest: IngestQueue; now: Now };

/** How many items are read, and sent, at once: twenty calls of SQS side by side, which a small function answers in time. */
const itemsPerPage = 200;

/** How many buckets are looked into at once: an hour, so that a long outage is made up for in one run. */
const bucketsAtOnce = 12;

/** What a page takes at its slowest; a run that has less time left ends, and the next goes on there. */
const pageMs = 10_000;

/**
 * Sends a release for everything that falls due before the next sweep, so that each arrives at its second. What was sent before and
 * is sent again releases nothing twice.
 */
export async function releaseDue(run: JobRun, deps: ReleaseDueDeps): Promise<{ count: number; cursor?: string }> {
  let place = sweepStart(run, deps.now());
  let count = 0;
  for (;;) {
    const buckets = bucketsFrom(place.bucket, run.at, bucketsAtOnce);
    if (buckets.length === 0) return { count };

    const first = place;
    const pages = await Promise.all(buckets.map((bucket) => listFrom(bucket === first.bucket ? first : { bucket }, deps)));
    for (const [index, bucket] of buckets.entries()) {
      for (let page = pages[index]; page !== undefined; ) {
        if (run.remainingMs() < pageMs) return { count, cursor: formatSweepPosition(place) };
        await send(page.items, run.at, deps);
        count += page.items.length;
        place = page.next === undefined ? { bucket: nextBucket(bucket) } : { bucket, after: page.next };
        if (page.items.length > 0) await run.save(formatSweepPosition(place));
        page = page.next === undefined ? undefined : await listFrom(place, deps);
      }
    }
  }
}

function listFrom({ bucket, after }: SweepPosition, { dueItems }: ReleaseDueDeps) {
  return dueItems.list({ bucket, after, limit: itemsPerPage });
}

/** A run that is made by hand for a time to come is a run at that time. */
async function send(items: readonly DueItem[], at: Date, { ingest, now }: ReleaseDueDeps): Promise<void> {
  const clock = now();
  if (items.length > 0) await sendInTime(items.flatMap(toRelease), at > clock ? at : clock, ingest);
}
