import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import DataLoader from 'dataloader';
import { RetryableError } from '../../core/errors.ts';
import type { Queue } from '../../core/publishing/ports/queues.ts';
import { asRetryableError } from '../aws/sdk-errors.ts';
import { toBatches } from './batches.ts';
import { sqsClient } from './client.ts';
import { toBody } from './message-body.ts';

export { deadLetters } from './dead-letter-messages.ts';
export { visibility } from './visibility.ts';

/**
 * Sends to a queue at SQS. What is sent at the same moment shares calls, one for each ten messages. A caller gets an error when
 * one of its own messages was not taken.
 */
export function sqsQueue<Message>(queueUrl: string, sqs: SQSClient = sqsClient()): Queue<Message> {
  const sender = new DataLoader((entries: readonly Entry[]) => sendAll({ sqs, queueUrl }, entries), { cache: false });
  return {
    async send(messages, delays = []) {
      const entries = messages.map((message, index) => ({ body: toBody(message), delaySeconds: delays[index] }));
      const failure = (await sender.loadMany(entries)).find((answer) => answer !== 'taken');
      if (failure !== undefined) throw failure;
    },
  };
}

type Place = { sqs: SQSClient; queueUrl: string };
type Entry = { body: string; delaySeconds: number | undefined };
type Answer = 'taken' | Error;

async function sendAll(place: Place, entries: readonly Entry[]): Promise<Answer[]> {
  const answers = await Promise.all(toBatches(entries).map((batch) => sendBatch(place, batch)));
  return answers.flat();
}

/** Never throws: a batch that failed is the business of those alone whose messages were in it. */
async function sendBatch(place: Place, batch: readonly Entry[]): Promise<Answer[]> {
  try {
    const refused = await sendOnce(place, batch);
    const refusedAgain = new Set(refused.length === 0 ? [] : await sendOnce(place, refused));
    const failure = new RetryableError(`SQS did not take ${refusedAgain.size} of ${batch.length} messages`);
    return batch.map((entry) => (refusedAgain.has(entry) ? failure : 'taken'));
  } catch (error) {
    const failure = asRetryableError('SQS', error);
    return batch.map(() => (failure instanceof Error ? failure : new Error(String(failure))));
  }
}

/** Answers what was not taken: a batch succeeds or fails message by message. */
async function sendOnce({ sqs, queueUrl }: Place, batch: readonly Entry[]): Promise<Entry[]> {
  const Entries = batch.map(({ body, delaySeconds }, index) => ({
    Id: String(index),
    MessageBody: body,
    DelaySeconds: delaySeconds,
  }));
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  const failed = new Set(Failed.map(({ Id }) => Number(Id)));
  return batch.filter((_, index) => failed.has(index));
}
