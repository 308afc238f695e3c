import { setTimeout as sleep } from 'node:timers/promises';
import { matches } from '../emulators/providers/event-pattern.ts';
import type { Stoppable } from '../stopping.ts';
import type { Resource } from '../template/blueprint.ts';
import type { checkpointOf } from './checkpoints.ts';
import { type StreamBatchDeps, streamBatches } from './stream-batches.ts';
import { type LambdaRecord, type Pending, streamOf } from './stream-reader.ts';

type Mapping = Resource<'AWS::Lambda::EventSourceMapping'>;

/** How a mapping reaches its stream and its function. */
export type StreamPollerDeps = Pick<StreamBatchDeps, 'invoke' | 'giveUp'> & {
  tablesUrl: string;
  checkpoint: ReturnType<typeof checkpointOf>;
};

/** How long to wait when there was nothing to read; Lambda asks four times a second. */
const idleMs = 250;

/**
 * Moves records of a table's stream to a function as an event source mapping does, until stopped: those that a filter lets through, in
 * order, again and by halves while it fails, and to the destination in the end.
 */
export function startStreamPoller(mapping: Mapping, { tablesUrl, checkpoint, ...deps }: StreamPollerDeps): Stoppable {
  const { properties } = mapping;
  const stopping = new AbortController();
  const stream = streamOf(mapping, tablesUrl);
  const patterns = properties.FilterCriteria?.Filters.map(({ Pattern }) => Pattern);

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await follow();
      } catch (error) {
        if (stopping.signal.aborted) return;
        console.error(`the stream of ${properties.EventSourceArn} could not be read: ${error}; trying again`);
        await pause(1000);
      }
    }
  }

  /** Reads on from the checkpoint. */
  async function follow(): Promise<void> {
    const { streamArn, shardId, read } = await stream.open(checkpoint.read());
    const handle = streamBatches(mapping, { ...deps, streamArn, shardId, pause, stopping: stopping.signal });
    while (!stopping.signal.aborted) {
      const records = await gather(read);
      const last = records.at(-1);
      if (last === undefined) {
        await pause(idleMs);
        continue;
      }
      const done = await handle(records.filter(({ record }) => isWanted(record)));
      if (done) checkpoint.write({ streamArn, sequenceNumber: last.sequenceNumber });
    }
  }

  /** One batch: the first records, and what else comes within the window. */
  async function gather(read: (most: number) => Promise<Pending[]>): Promise<Pending[]> {
    const batch = await read(properties.BatchSize);
    const until = Date.now() + properties.MaximumBatchingWindowInSeconds * 1000;
    while (batch.length > 0 && batch.length < properties.BatchSize && Date.now() < until && !stopping.signal.aborted) {
      await pause(Math.min(idleMs, until - Date.now()));
      batch.push(...(await read(properties.BatchSize - batch.length)));
    }
    return batch;
  }

  function isWanted(record: LambdaRecord): boolean {
    return patterns === undefined || patterns.some((pattern) => matches(pattern, record));
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
  }

  const polling = poll();
  return {
    async stop() {
      stopping.abort();
      await polling;
      stream.stop();
    },
  };
}
