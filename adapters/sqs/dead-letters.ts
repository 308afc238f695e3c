import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { asTryAgainLater } from '../sdk-errors.ts';
import { sqsClient } from './client.ts';

/** Where a queue's consumer puts what can never succeed. */
export type DeadLetters = {
  /** Keeps the body as it was, with the reason as message attribute. Throws `TryAgainLater` when it was not taken. */
  send(body: string, reason: string): Promise<void>;
};

/** A dead-letter queue at SQS. */
export function deadLetters(queueUrl: string): DeadLetters {
  return {
    async send(body, reason) {
      const StringValue = toAttribute(reason);
      try {
        await sqsClient().send(
          new SendMessageCommand({
            QueueUrl: queueUrl,
            MessageBody: body,
            MessageAttributes: { reason: { DataType: 'String', StringValue } },
          }),
        );
      } catch (error) {
        throw asTryAgainLater('SQS', error);
      }
    },
  };
}

/** SQS refuses a message whose attribute is empty or has a character that XML 1.0 lacks; a reason is never worth that. */
function toAttribute(reason: string): string {
  return reason.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, ' ').slice(0, 1_000) || 'none given';
}
