import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { clientConfig, localRegion } from '../endpoints.ts';
import { FunctionFailed } from '../functions/function-process.ts';
import { chainedRun, longestChain, type MessageTraces } from '../recursive-loops.ts';
import type { Stoppable } from '../stopping.ts';
import type { Resource } from '../template/blueprint.ts';
import { failedItems } from './failed-items.ts';

type Mapping = Resource<'AWS::Lambda::EventSourceMapping'>;

/** How a mapping reaches its queue and its function. */
export type PollerDeps = {
  queuesUrl: string;
  queueUrl: string;
  invoke: (event: SQSEvent, traceHeader: string) => Promise<unknown>;
  /** The chain that a message belongs to, and whether its function may be in one for ever. */
  traces: MessageTraces;
  mayRecur: boolean;
};

/** How many batches a mapping without a limit has under way. */
const defaultConcurrency = 10;

/** How long stopping waits for batches under way; what is still not done comes back after its visibility time-out. */
const patienceMs = 3000;

/** Moves messages from a queue to its function as an event source mapping does, until stopped. */
export function startPoller({ properties }: Mapping, { queuesUrl, queueUrl, invoke, traces, mayRecur }: PollerDeps): Stoppable {
  const client = new SQSClient(clientConfig(queuesUrl));
  const limit = properties.ScalingConfig?.MaximumConcurrency ?? defaultConcurrency;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (underWay.size >= limit) {
        await Promise.race(underWay);
        continue;
      }
      const batch = await collect();
      if (batch.length === 0) continue;
      const work: Promise<void> = handle(batch).finally(() => underWay.delete(work));
      underWay.add(work);
    }
  }

  /** One batch: the first messages, and what else comes within the window. */
  async function collect(): Promise<Message[]> {
    const batch = await receive(properties.BatchSize, 20); // SQS's longest poll
    const until = Date.now() + properties.MaximumBatchingWindowInSeconds * 1000;
    while (batch.length > 0 && batch.length < properties.BatchSize && Date.now() < until) {
      batch.push(...(await receive(properties.BatchSize - batch.length, Math.ceil((until - Date.now()) / 1000))));
    }
    return batch;
  }

  async function receive(most: number, waitSeconds: number): Promise<Message[]> {
    const ask = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(most, 10), // SQS gives no more at once
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    try {
      const { Messages = [] } = await client.send(ask, { abortSignal: stopping.signal });
      return Messages;
    } catch (error) {
      if (stopping.signal.aborted) return [];
      console.error(`queue ${queueUrl} could not be read: ${error}; trying again`);
      await sleep(1000);
      return [];
    }
  }

  async function handle(batch: Message[]): Promise<void> {
    const records = batch.map((message) => toRecord(message, properties.EventSourceArn));
    const kept = await failures(records);
    const done = records.filter(({ messageId }) => !kept.has(messageId));
    for (let from = 0; from < done.length; from += 10) {
      const Entries = done
        .slice(from, from + 10)
        .map(({ receiptHandle }, n) => ({ Id: String(n), ReceiptHandle: receiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries })).catch((error: unknown) => {
        // they come back and are recognized as done: SQS promises no more than that either
        console.error(`messages of ${queueUrl} could not be deleted: ${error}`);
      });
    }
  }

  /** Reads the ids of messages that stay in the queue. A function that fails as a whole, or answers nonsense, keeps all of them. */
  async function failures(records: SQSRecord[]): Promise<Set<string>> {
    const all = new Set(records.map(({ messageId }) => messageId));
    const headers = records.map(({ messageId }) => traces.of(messageId));
    const { count, traceHeader } = chainedRun(headers, properties.FunctionName);
    if (count > longestChain && !mayRecur) {
      // as Lambda does: the function does not run, and the messages come back until their queue puts them aside
      console.error(`${properties.FunctionName} would run for the ${count}th time in one chain of messages, and is stopped`);
      return all;
    }
    try {
      const answer = await invoke({ Records: records }, traceHeader);
      if (!properties.FunctionResponseTypes.includes('ReportBatchItemFailures')) return new Set();
      return failedItems(answer, all);
    } catch (error) {
      if (!(error instanceof FunctionFailed)) console.error(`a batch of ${queueUrl} could not be handed over:`, error);
      return all; // a function that failed has said why in its own log
    }
  }

  const polling = poll();
  return {
    async stop() {
      stopping.abort();
      await polling;
      await Promise.race([Promise.all(underWay), sleep(patienceMs, undefined, { ref: false })]);
      client.destroy();
    },
  };
}

function toRecord(message: Message, eventSourceARN: string): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          dataType: DataType ?? 'String',
          stringListValues: [],
          binaryListValues: [],
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: localRegion,
  };
}
