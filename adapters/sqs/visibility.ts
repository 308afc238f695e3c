import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { asRetryableError } from '../aws/sdk-errors.ts';
import { sqsClient } from './client.ts';

const longestSeconds = 43_200; // 12 hours, counted from the receive
const shortestSeconds = 1; // a message that comes back at once would spin; the local emulator even drops it (fauxqs 2.4.1)

/** When a message that was received comes back. */
export type Visibility = {
  /** Lets it come back in `seconds` from now, one at least. */
  change(receiptHandle: string, seconds: number): Promise<void>;
};

/** Changes how long messages of a queue at SQS stay hidden. */
export function visibility(queueUrl: string): Visibility {
  return {
    async change(receiptHandle, seconds) {
      const VisibilityTimeout = Math.min(longestSeconds, Math.max(shortestSeconds, Math.ceil(seconds)));
      try {
        await sqsClient().send(
          new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout }),
        );
      } catch (error) {
        throw asRetryableError('SQS', error);
      }
    },
  };
}
