import { FunctionFailed } from '../functions/function-process.ts';
import type { Resource } from '../template/blueprint.ts';
import { failedItems } from './failed-items.ts';
import type { LambdaRecord, Pending } from './stream-reader.ts';

type Mapping = Resource<'AWS::Lambda::EventSourceMapping'>;

/** What Lambda tells a function besides that has a tumbling window: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html */
type Windowed = {
  window: { start: string; end: string };
  state: object;
  shardId: string;
  eventSourceARN: string;
  isFinalInvokeForWindow: boolean;
  isWindowTerminatedEarly: boolean;
};

/** How a mapping reaches its function, and where what it gives up goes. */
export type StreamBatchDeps = {
  invoke: (event: { Records: LambdaRecord[] } & Partial<Windowed>) => Promise<unknown>;
  /** Takes word of a batch that was given up, to the mapping's destination. */
  giveUp: (batch: object) => Promise<void>;
  streamArn: string;
  shardId: string;
  pause: (ms: number) => Promise<void>;
  stopping: AbortSignal;
};

/** Makes what hands a batch of one shard to a mapping's function, again and by halves while it fails, and to the destination in the end. */
export function streamBatches({ properties }: Mapping, { invoke, giveUp, streamArn, shardId, pause, stopping }: StreamBatchDeps) {
  /** Answers whether all of it is over and done with; not when it was stopped meanwhile. */
  async function handleAll(batch: Pending[], attempt = 1): Promise<boolean> {
    if (stopping.aborted) return false;
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
        shardId,
        streamArn,
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

  return (batch: Pending[]): Promise<boolean> => handleAll(batch);
}

function hasState(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'state' in answer;
}
