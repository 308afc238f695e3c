import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as Read,
} from '@aws-sdk/client-dynamodb-streams';
import { matches } from '../emulators/providers/event-pattern.ts';
import { clientConfig, localRegion } from '../endpoints.ts';
import { FunctionFailed } from '../functions/function-process.ts';
import type { Stoppable } from '../stopping.ts';
import type { Resource } from '../template/blueprint.ts';
import type { checkpointOf } from './checkpoints.ts';
import { failedItems } from './failed-items.ts';

type Mapping = Resource<'AWS::Lambda::EventSourceMapping'>;

/** How a mapping reaches its stream and its function. */
export type StreamPollerDeps = {
  tablesUrl: string;
  invoke: (event: { Records: LambdaRecord[] } & Partial<Windowed>) => Promise<unknown>;
  /** Takes word of a batch that was given up, to the mapping's destination. */
  giveUp: (batch: object) => Promise<void>;
  checkpoint: ReturnType<typeof checkpointOf>;
};

/** How long to wait when there was nothing to read; Lambda asks four times a second. */
const idleMs = 250;

/** A record as Lambda hands it over: times are numbers there. */
type LambdaRecord = Omit<Read, 'dynamodb'> & { eventSourceARN: string; dynamodb: object };
/** What Lambda tells a function besides that has a tumbling window: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html */
type Windowed = {
  window: { start: string; end: string };
  state: object;
  shardId: string;
  eventSourceARN: string;
  isFinalInvokeForWindow: boolean;
  isWindowTerminatedEarly: boolean;
};
type Pending = { sequenceNumber: string; at: Date; record: LambdaRecord };

/**
 * Moves records of a table's stream to a function as an event source mapping does, until stopped: those that a filter lets through, in
 * order, again and by halves while it fails, and to the destination in the end.
 */
export function startStreamPoller(
  { properties }: Mapping,
  { tablesUrl, invoke, giveUp, checkpoint }: StreamPollerDeps,
): Stoppable {
  const tables = new DynamoDBClient(clientConfig(tablesUrl));
  const streams = new DynamoDBStreamsClient(clientConfig(tablesUrl));
  const stopping = new AbortController();
  let shardId = '';
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

  /** Reads on from the checkpoint. The emulator has one shard, which never ends. */
  async function follow(): Promise<void> {
    const StreamArn = await findStream();
    const read = readerFrom(await iteratorIn(StreamArn));
    while (!stopping.signal.aborted) {
      const records = await gather(read);
      const last = records.at(-1);
      if (last === undefined) {
        await pause(idleMs);
        continue;
      }
      const done = await handleAll(records.filter(({ record }) => isWanted(record)));
      if (done) checkpoint.write({ streamArn: StreamArn, sequenceNumber: last.sequenceNumber });
    }
  }

  function readerFrom(start: string | undefined): (most: number) => Promise<Pending[]> {
    let iterator = start;
    return async (most) => {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: most }),
      );
      iterator = NextShardIterator;
      return Records.map((record) => toPending(record, properties.EventSourceArn));
    };
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

  async function findStream(): Promise<string> {
    const TableName = properties.EventSourceArn.split('/')[1];
    const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
    if (Table?.LatestStreamArn === undefined) throw new Error(`the table ${TableName} has no stream`);
    return Table.LatestStreamArn;
  }

  async function iteratorIn(StreamArn: string): Promise<string | undefined> {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    shardId = ShardId ?? '';
    const reached = checkpoint.read();
    const from =
      reached?.streamArn === StreamArn
        ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: reached.sequenceNumber } as const)
        : ({ ShardIteratorType: properties.StartingPosition } as const);
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...from }));
    return ShardIterator;
  }

  function isWanted(record: LambdaRecord): boolean {
    return patterns === undefined || patterns.some((pattern) => matches(pattern, record));
  }

  /** Answers whether all of it is over and done with; not when it was stopped meanwhile. */
  async function handleAll(batch: Pending[], attempt = 1): Promise<boolean> {
    if (stopping.signal.aborted) return false;
    const first = batch[0];
    if (first === undefined) return true;
    const left = batch.slice(await doneOf(batch));
    if (left.length === 0) return true;
    if (isPastHope(left, attempt)) {
      await giveUp(wordOf(left));
      return true;
    }
    await pause(Math.min(100 * 2 ** attempt, 10_000));
    if (left.length < batch.length || left.length === 1 || !properties.BisectBatchOnFunctionError)
      return handleAll(left, attempt + 1);
    const half = Math.ceil(left.length / 2);
    return (await handleAll(left.slice(0, half), attempt + 1)) && handleAll(left.slice(half), attempt + 1);
  }

  /** How many of a batch are done, from the first on. */
  async function doneOf(batch: Pending[]): Promise<number> {
    const all = new Set(batch.map(({ sequenceNumber }) => sequenceNumber));
    try {
      const answer = await invoke({ Records: batch.map(({ record }) => record), ...windowNow() });
      if (properties.TumblingWindowInSeconds !== undefined && !hasState(answer))
        throw new FunctionFailed('threw', 'it answered no state');
      if (!properties.FunctionResponseTypes.includes('ReportBatchItemFailures')) return batch.length;
      const failed = failedItems(answer, all);
      const from = batch.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
      return from < 0 ? batch.length : from;
    } catch (error) {
      if (!(error instanceof FunctionFailed)) console.error('a batch of changes could not be handed over:', error);
      return 0; // a function that failed has said why in its own log
    }
  }

  function isPastHope(batch: Pending[], attempt: number): boolean {
    const ageSeconds = (Date.now() - (batch[0]?.at.getTime() ?? Date.now())) / 1000;
    const { MaximumRetryAttempts: attempts = Infinity, MaximumRecordAgeInSeconds: seconds = Infinity } = properties;
    return attempt > attempts || ageSeconds > seconds;
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html: where the records are, and not the records. */
  function wordOf(batch: Pending[]): object {
    return {
      requestContext: { functionArn: properties.FunctionName, condition: 'RetryAttemptsExhausted' },
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        startSequenceNumber: batch[0]?.sequenceNumber,
        endSequenceNumber: batch.at(-1)?.sequenceNumber,
        batchSize: batch.length,
        streamArn: properties.EventSourceArn,
      },
    };
  }

  /** No window is told of its end: nothing here keeps a state. */
  function windowNow(): Partial<Windowed> {
    if (properties.TumblingWindowInSeconds === undefined) return {};
    const lengthMs = properties.TumblingWindowInSeconds * 1000;
    const start = Math.floor(Date.now() / lengthMs) * lengthMs;
    return {
      window: { start: new Date(start).toISOString(), end: new Date(start + lengthMs).toISOString() },
      state: {},
      shardId,
      eventSourceARN: properties.EventSourceArn,
      isFinalInvokeForWindow: false,
      isWindowTerminatedEarly: false,
    };
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
  }

  const polling = poll();
  return {
    async stop() {
      stopping.abort();
      await polling;
      tables.destroy();
      streams.destroy();
    },
  };
}

function hasState(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'state' in answer;
}

function toPending({ dynamodb = {}, ...record }: Read, eventSourceARN: string): Pending {
  const { ApproximateCreationDateTime: at = new Date(), SequenceNumber: sequenceNumber = '' } = dynamodb;
  const own = { ...dynamodb, ApproximateCreationDateTime: at.getTime() / 1000 };
  return { sequenceNumber, at, record: { ...record, awsRegion: localRegion, eventSourceARN, dynamodb: own } };
}
