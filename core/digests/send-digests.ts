import * as z from 'zod';
import type { DigestMessage } from '../../contract/digests/digest-messages.ts';
import { parseJson } from '../http/rules/parse-json.ts';
import type { JobRun } from '../operations/run-job.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Digests, OpenDigest } from './ports/digests.ts';
import { bucketsUpTo, delaySecondsOf, shardsOfBucket } from './rules/digest-bucket.ts';

export type SendDigestsDeps = { digests: Digests; ingest: IngestQueue };

/** How many digests are read and queued at once: 50 requests to the queue. */
const perPage = 500;

/** What is left of a function's time when the next page is not begun any more. */
const marginMs = 10_000;

/** Where a run left off: everything in earlier buckets is queued, and in this one what lies before `shard` and `after`. */
const Position = z
  .object({ slot: z.coerce.date(), shard: z.int().min(0), after: z.string().optional() })
  .transform(({ slot: bucket, ...rest }) => ({ bucket, ...rest })); // `slot` is an old name, which stored cursors have
type Position = z.infer<typeof Position>;

/**
 * Queues one message for each digest whose time has come. Repeating it does no harm, as a digest is closed once; so the last buckets
 * are looked at again, for what was written a moment too late. It stops in time, and goes on where it was.
 */
export async function sendDigests(run: JobRun, deps: SendDigestsDeps): Promise<{ count: number; cursor?: string }> {
  const left = readPosition(run.cursor);
  const buckets = left === undefined ? bucketsUpTo(run.at, run.since) : bucketsFrom(left.bucket, run.at);
  let count = 0;
  for (const bucket of buckets) {
    const isHalfDone = bucket.getTime() === left?.bucket.getTime();
    for (let shard = isHalfDone ? left.shard : 0; shard < shardsOfBucket; shard += 1) {
      let after = isHalfDone && shard === left.shard ? left.after : undefined;
      do {
        if (run.remainingMs() < marginMs) return { count, cursor: toCursor({ bucket, shard, after }) };
        const page = await deps.digests.due({ bucket, shard, limit: perPage, ...(after !== undefined && { after }) });
        await queue(page.digests, count, deps);
        count += page.digests.length;
        after = page.next;
        if (page.digests.length > 0 && after !== undefined) await run.save(toCursor({ bucket, shard, after }));
      } while (after !== undefined);
    }
  }
  return { count };
}

/** Lists the bucket in which the last run stopped, and those that follow. */
function bucketsFrom(bucket: Date, at: Date): Date[] {
  return bucketsUpTo(at, bucket).filter((each) => each >= bucket);
}

async function queue(digests: readonly OpenDigest[], before: number, { ingest }: SendDigestsDeps): Promise<void> {
  if (digests.length === 0) return;
  const messages = digests.map(({ frequency: cadence, dueAt, ...digest }): DigestMessage => {
    return { type: 'digest', version: 1, ...digest, cadence, dueAt: dueAt.toISOString() };
  });
  await ingest.send(
    messages,
    messages.map((_, index) => delaySecondsOf(before + index)),
  );
}

/** Reads a cursor; answers nothing for one of another version's form, so that all since the last finished run is looked at again. */
function readPosition(cursor: string | undefined): Position | undefined {
  const json = cursor === undefined ? undefined : parseJson(cursor);
  return json?.ok ? Position.safeParse(json.value).data : undefined;
}

function toCursor({ bucket: slot, ...rest }: Position): string {
  return JSON.stringify({ slot, ...rest });
}
