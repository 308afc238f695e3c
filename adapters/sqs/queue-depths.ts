import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { QueueDepths } from '../../core/operations/ports/metrics.ts';
import type { QueueDepth } from '../../core/operations/rules/backlog.ts';
import { asRetryableError } from '../aws/sdk-errors.ts';
import { sqsClient } from './client.ts';

/** How full queues at SQS are; SQS counts roughly, and is a minute behind when much is going on. */
export function sqsDepths(queueUrls: readonly string[]): QueueDepths {
  return {
    async read() {
      try {
        return await Promise.all(queueUrls.map(depthOf));
      } catch (error) {
        throw asRetryableError('SQS', error);
      }
    },
  };
}

async function depthOf(QueueUrl: string): Promise<QueueDepth> {
  const { Attributes = {} } = await sqsClient().send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}
