import { dynamoDigests } from '../../../adapters/dynamodb/digests/digests.ts';
import { dynamoDueItems } from '../../../adapters/dynamodb/scheduling/due-items.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { digestBucketOf, shardsOfBucket } from '../../../core/digests/rules/digest-bucket.ts';
import { bucketOf, nextBucket } from '../../../core/scheduling/rules/due-time.ts';
import { formatSweepPosition, parseSweepPosition, type SweepPosition } from '../../../core/scheduling/rules/sweep-position.ts';
import { waitingShape } from '../../../local/gateway/local-shapes.ts';
import { readWaiting, type WaitingNotification } from '../../../local/lists/waiting.ts';

/** How much one call looks at: six hours of what falls due, in buckets of five minutes, and no more once so many notifications are found. */
const mostBuckets = 72;
const mostFound = 50;

/** How many buckets are read side by side: an hour. More of them would wait for each other longer than a query may take. */
const atOnce = 12;

/** Of the digests of a quarter of an hour, so many of each shard are listed, and so many entries of each. */
const digestsPerShard = 5;
const entriesPerDigest = 10;

type Bucket = { ids: string[]; after?: string; isCut: boolean };

/**
 * A page of what waits, by the buckets in which the jobs look for it: no scan, however large the table. `from`: the `next` of the page before,
 * or anything else for what is due from now on. `is_cut`: of a quarter's digests some, or some entries, were left out.
 */
export async function dueFrom(table: Table, from: string) {
  const found = new Map<string, WaitingNotification>();
  let place: SweepPosition = parseSweepPosition(from) ?? { bucket: bucketOf(table.now()) };
  let isCut = false;
  for (let looked = 0; looked < mostBuckets && found.size < mostFound; ) {
    const places = placesFrom(place);
    const buckets = await Promise.all(places.map((each) => readBucket(table, each)));
    for (const [index, { ids, after, isCut: isShort }] of buckets.entries()) {
      const there = await Promise.all(ids.filter((id) => !found.has(id)).map((id) => readWaiting(table, id)));
      for (const one of there) if (one !== undefined && one.channels.length > 0) found.set(one.id, one);
      isCut ||= isShort;
      looked += 1;
      const { bucket } = places[index] ?? place;
      place = after === undefined ? { bucket: nextBucket(bucket) } : { bucket, after };
      if (after !== undefined || found.size >= mostFound) break; // what was read of the later ones is read again
    }
  }
  const data = [...found.values()].map(waitingShape);
  return { data, through: place.bucket, next: formatSweepPosition(place), is_cut: isCut };
}

function placesFrom(first: SweepPosition): SweepPosition[] {
  const places = [first];
  for (let last = first; places.length < atOnce; places.push(last)) last = { bucket: nextBucket(last.bucket) };
  return places;
}

async function readBucket(table: Table, { bucket, after }: SweepPosition): Promise<Bucket> {
  const isQuarter = digestBucketOf(bucket).getTime() === bucket.getTime();
  const [due, digests] = await Promise.all([
    dynamoDueItems(table).list({ bucket: bucketOf(bucket), after, limit: mostFound }),
    isQuarter && after === undefined ? entriesDue(table, bucket) : { ids: [], isCut: false },
  ]);
  const ids = [...due.items.map(({ notificationId }) => notificationId), ...digests.ids];
  return { ids: [...new Set(ids)], ...(due.next !== undefined && { after: due.next }), isCut: digests.isCut };
}

/** Lists what waits for the digests of a quarter of an hour. */
async function entriesDue(table: Table, bucket: Date): Promise<{ ids: string[]; isCut: boolean }> {
  const digests = dynamoDigests(table);
  const pages: Awaited<ReturnType<typeof digests.due>>[] = [];
  for (let shard = 0; shard < shardsOfBucket; shard += 1)
    pages.push(await digests.due({ bucket, shard, limit: digestsPerShard }));
  const open = pages.flatMap((page) => page.digests);
  const entries = await Promise.all(open.map((digest) => digests.entries({ ...digest, limit: entriesPerDigest })));
  return {
    ids: entries.flatMap((page) => page.entries.map(({ notificationId }) => notificationId)),
    isCut: [...pages, ...entries].some(({ next }) => next !== undefined),
  };
}
