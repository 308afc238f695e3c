import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { asTryAgainLater } from '../sdk-errors.ts';
import { sqsClient } from './client.ts';

const longestSeconds = 43_200; // 12 hours, counted from the receive

/** When a message that was received comes back. */
export type Visibility = {
  /** Lets it come back in `seconds` from now. */
  change(receiptHandle: string, seconds: number): Promise<void>;
};

/** The visibility of messages of a queue at SQS. */
export function visibility(queueUrl: string): Visibility {
  return {
    async change(receiptHandle, seconds) {
      const VisibilityTimeout = Math.min(longestSeconds, Math.max(0, Math.ceil(seconds)));
      try {
        await sqsClient().send(
          new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout }),
        );
      } catch (error) {
        throw asTryAgainLater('SQS', error);
      }
    },
  };
}
