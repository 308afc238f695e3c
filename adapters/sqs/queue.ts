import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { RetryableError } from '../../core/errors.ts';
import type { Queue } from '../../core/publishing/ports/queues.ts';
import { asRetryableError } from '../aws/sdk-errors.ts';
import { toBatches } from './batches.ts';
import { sqsClient } from './client.ts';
import { toBody } from './message-body.ts';

export { deadLetters } from './dead-letter-messages.ts';
export { visibility } from './visibility.ts';

/** A queue at SQS. One message takes one call, more take one call for each ten. */
export function sqsQueue<Message>(queueUrl: string): Queue<Message> {
  return {
    async send(messages, delays = []) {
      const entries = messages.map((message, index) => ({ body: toBody(message), delaySeconds: delays[index] }));
      try {
        const [only] = entries;
        if (only !== undefined && entries.length === 1) await sendOne(queueUrl, only);
        else await Promise.all(toBatches(entries).map((batch) => sendBatch(queueUrl, batch)));
      } catch (error) {
        throw asRetryableError('SQS', error);
      }
    },
  };
}

type Entry = { body: string; delaySeconds: number | undefined };

async function sendOne(queueUrl: string, { body, delaySeconds }: Entry): Promise<void> {
  await sqsClient().send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delaySeconds }));
}

async function sendBatch(queueUrl: string, batch: readonly Entry[]): Promise<void> {
  const refused = await sendOnce(queueUrl, batch);
  if (refused.length === 0) return;
  const refusedAgain = await sendOnce(queueUrl, refused);
  if (refusedAgain.length > 0) throw new RetryableError(`SQS did not take ${refusedAgain.length} of ${batch.length} messages`);
}

/** Answers what was not taken: a batch succeeds or fails message by message. */
async function sendOnce(queueUrl: string, batch: readonly Entry[]): Promise<Entry[]> {
  const Entries = batch.map(({ body, delaySeconds }, index) => ({
    Id: String(index),
    MessageBody: body,
    DelaySeconds: delaySeconds,
  }));
  const { Failed = [] } = await sqsClient().send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  const failed = new Set(Failed.map(({ Id }) => Number(Id)));
  return batch.filter((_, index) => failed.has(index));
}
