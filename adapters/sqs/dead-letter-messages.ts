import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { originAttributes } from '../../contract/publishing/message-head.ts';
import { asRetryableError } from '../aws/sdk-errors.ts';
import { sqsClient } from './client.ts';

/** Where a queue's consumer puts what can never succeed. */
export type DeadLetters = {
  /** Keeps the body, with its reason and where it comes from as message attributes. Throws `RetryableError` when it was not taken. */
  send(body: string, reason: string, origin: { messageId: string; sentAt: Date }): Promise<void>;
};

/** Reads and redrives a dead-letter queue at SQS. */
export function deadLetters(queueUrl: string): DeadLetters {
  return {
    async send(body, reason, { messageId, sentAt }) {
      try {
        await sqsClient().send(
          new SendMessageCommand({
            QueueUrl: queueUrl,
            MessageBody: body,
            MessageAttributes: {
              reason: text(toAttribute(reason)),
              [originAttributes.messageId]: text(messageId),
              [originAttributes.sentAt]: text(String(sentAt.getTime())),
            },
          }),
        );
      } catch (error) {
        throw asRetryableError('SQS', error);
      }
    },
  };
}

function text(StringValue: string) {
  return { DataType: 'String', StringValue };
}

/** Makes a reason that SQS takes: it refuses a message whose attribute is empty or has a character that XML 1.0 lacks. */
function toAttribute(reason: string): string {
  return reason.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, ' ').slice(0, 1_000) || 'none given';
}
