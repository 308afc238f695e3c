import * as z from 'zod';
import type { DigestMessage } from '../../contract/digests/digest-messages.ts';
import { parseJson } from '../http/rules/parse-json.ts';
import type { JobRun } from '../operations/run-job.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Digests, OpenDigest } from './ports/digests.ts';
import { paceOf, shardsOfSlot, slotsUpTo } from './rules/digest-slot.ts';

export type SendDigestsDeps = { digests: Digests; ingest: IngestQueue };

/** How many digests are read and queued at once: 50 requests to the queue. */
const perPage = 500;

/** What is left of a function's time when the next page is not begun any more. */
const marginMs = 10_000;

/** Where a run left off: everything in slots before is queued, and in this one what lies before `shard` and `after`. */
const Place = z.object({ slot: z.coerce.date(), shard: z.int().min(0), after: z.string().optional() });
type Place = z.infer<typeof Place>;

/**
 * Queues one message for each digest whose time has come. Repeating it does no harm, as a digest is closed once; so the last slots
 * are looked at again, for what was written a moment too late. It stops in time, and goes on where it was.
 */
export async function sendDigests(run: JobRun, deps: SendDigestsDeps): Promise<{ count: number; cursor?: string }> {
  const left = readPlace(run.cursor);
  const slots = left === undefined ? slotsUpTo(run.at, run.since) : slotsFrom(left.slot, run.at);
  let count = 0;
  for (const slot of slots) {
    const isHalfDone = slot.getTime() === left?.slot.getTime();
    for (let shard = isHalfDone ? left.shard : 0; shard < shardsOfSlot; shard += 1) {
      let after = isHalfDone && shard === left.shard ? left.after : undefined;
      do {
        if (run.remainingMs() < marginMs) return { count, cursor: toCursor({ slot, shard, after }) };
        const page = await deps.digests.due({ slot, shard, limit: perPage, ...(after !== undefined && { after }) });
        await queue(page.digests, count, deps);
        count += page.digests.length;
        after = page.next;
        if (page.digests.length > 0 && after !== undefined) await run.save(toCursor({ slot, shard, after }));
      } while (after !== undefined);
    }
  }
  return { count };
}

/** Those that come after a slot which was finished are all looked at; it itself is gone on with. */
function slotsFrom(slot: Date, at: Date): Date[] {
  return slotsUpTo(at, slot).filter((each) => each >= slot);
}

async function queue(digests: readonly OpenDigest[], before: number, { ingest }: SendDigestsDeps): Promise<void> {
  if (digests.length === 0) return;
  const messages = digests.map(({ frequency: cadence, dueAt, ...digest }): DigestMessage => {
    return { type: 'digest', version: 1, ...digest, cadence, dueAt: dueAt.toISOString() };
  });
  await ingest.send(
    messages,
    messages.map((_, index) => paceOf(before + index)),
  );
}

/** Nothing for a cursor that another version wrote in its own way: then everything since the last finished run is looked at again. */
function readPlace(cursor: string | undefined): Place | undefined {
  const json = cursor === undefined ? undefined : parseJson(cursor);
  return json?.ok ? Place.safeParse(json.value).data : undefined;
}

function toCursor(place: Place): string {
  return JSON.stringify(place);
}
