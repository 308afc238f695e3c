import { batchIdFor } from '../publishing/rules/derived-id.ts';
import type { Batches } from './ports/batches.ts';
import { batchRefOf, type InBatch, placeInBatch } from './rules/place-in-batch.ts';

export type FindBatchDeps = { batches: Pick<Batches, 'find'> };

/** A notification that may be gathered; `id` is its own, by which a batch that it opens is named. */
type ToGather = Parameters<typeof batchRefOf>[0] & { id: string };

/** Reads the batch that a new notification would be in, as it stands, and finds its place there; nothing when it goes by itself. */
export async function findBatch(
  { id, ...toGather }: ToGather,
  at: Date,
  { batches }: FindBatchDeps,
): Promise<InBatch | undefined> {
  const ref = batchRefOf(toGather, at);
  if (ref === undefined) return undefined;
  const read = await batches.find(ref);
  return { ref, read, place: placeInBatch({ read, newId: batchIdFor(at, id) }, toGather.workflow, at) };
}
