import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { TryAgainLater } from '../../core/errors.ts';
import type { Queue } from '../../core/ports.ts';
import { asTryAgainLater } from '../sdk-errors.ts';
import { toBatches } from './batches.ts';
import { sqsClient } from './client.ts';
import { toBody } from './message-body.ts';

export { deadLetters } from './dead-letters.ts';
export { visibility } from './visibility.ts';

/** A queue at SQS. One message takes one call, more take one call for each ten. */
export function sqsQueue<Message>(queueUrl: string): Queue<Message> {
  return {
    async send(messages) {
      const bodies = messages.map(toBody);
      try {
        const [only] = bodies;
        if (bodies.length === 1) await sqsClient().send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: only }));
        else await Promise.all(toBatches(bodies).map((batch) => sendBatch(queueUrl, batch)));
      } catch (error) {
        throw asTryAgainLater('SQS', error);
      }
    },
  };
}

async function sendBatch(queueUrl: string, batch: readonly string[]): Promise<void> {
  const refused = await sendOnce(queueUrl, batch);
  if (refused.length === 0) return;
  const refusedAgain = await sendOnce(queueUrl, refused);
  if (refusedAgain.length > 0) throw new TryAgainLater(`SQS did not take ${refusedAgain.length} of ${batch.length} messages`);
}

/** Answers the bodies that were not taken: a batch succeeds or fails message by message. */
async function sendOnce(queueUrl: string, batch: readonly string[]): Promise<string[]> {
  const Entries = batch.map((body, index) => ({ Id: String(index), MessageBody: body }));
  const { Failed = [] } = await sqsClient().send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  const failed = new Set(Failed.map(({ Id }) => Number(Id)));
  return batch.filter((_, index) => failed.has(index));
}
