import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  MessageNotInflight,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { originAttributes } from '../../contract/publishing/message-head.ts';
import type { DeadLetter } from './dead-letter.ts';
import { failureIn } from './feedback-dead-letters.ts';

/** Gives a dead-letter message to whoever works on it; answers whether it was taken. */
export type GiveBack = (deadLetter: DeadLetter) => Promise<boolean>;

type Place = { sqs: SQSClient; deadLetterQueueUrl: string };

/** How many messages a dead-letter queue holds, those that another reader has just taken included; SQS counts roughly. */
export async function countDeadLetterMessages(deadLetterQueueUrl: string, sqs: SQSClient = sqsClient()): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: deadLetterQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes.ApproximateNumberOfMessages ?? 0) + Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0);
}

/**
 * Reads dead-letter messages and leaves them where they are. SQS hides what it hands out, which keeps the next page from repeating this one;
 * at the end all are shown again, so that a redrive right after finds them.
 */
export async function readDeadLetterMessages(
  deadLetterQueueUrl: string,
  limit: number,
  sqs: SQSClient = sqsClient(),
): Promise<DeadLetter[]> {
  const place = { sqs, deadLetterQueueUrl };
  const read: Message[] = [];
  try {
    while (read.length < limit) {
      const messages = await receive(place, { most: limit - read.length, hideSeconds: 30 });
      if (messages.length === 0) break;
      read.push(...messages);
    }
  } finally {
    await Promise.all(read.map((message) => showAgain(message, place)));
  }
  return read.map(toDeadLetterMessage);
}

/**
 * Gives messages back, and answers how many were taken and how many stay. One is removed only when it has arrived, so a crash
 * leaves two, and the ledger knows the second for what it is. What comes back while we are at it is not moved again; with `only`, no other is.
 * SQS hands out in no order: what is not moved stays hidden until the end, so that the next page has other messages.
 */
export async function moveDeadLetterMessages(
  { deadLetterQueueUrl, giveBack, only }: { deadLetterQueueUrl: string; giveBack: GiveBack; only?: ReadonlySet<string> },
  limit: number,
  sqs: SQSClient = sqsClient(),
): Promise<{ moved: number; kept: number }> {
  const place = { sqs, deadLetterQueueUrl };
  const startedAt = new Date();
  const passed = new Map<string, Message>();
  let [moved, kept] = [0, 0];
  const isDone = () => moved >= limit || (only !== undefined && moved + kept >= only.size);
  try {
    while (!isDone()) {
      const most = only === undefined ? limit - moved : 10;
      const messages = (await receive(place, { most, hideSeconds: 120 })).map((message) => ({
        message,
        ...toDeadLetterMessage(message),
      }));
      const isAnyNew = messages.some(({ id, sentAt }) => sentAt <= startedAt && !passed.has(id));
      for (const { message, ...deadLetter } of messages) {
        const { id, sentAt } = deadLetter;
        const isWanted = sentAt <= startedAt && !passed.has(id) && (only?.has(id) ?? true);
        if (isWanted && (await giveBack(deadLetter))) {
          await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle: message.ReceiptHandle }));
          moved += 1;
        } else {
          if (isWanted) kept += 1;
          passed.set(id, message);
        }
      }
      if (!isAnyNew) break;
    }
  } finally {
    await Promise.all([...passed.values()].map((message) => showAgain(message, place)));
  }
  return { moved, kept };
}

async function showAgain({ ReceiptHandle }: Message, { sqs, deadLetterQueueUrl: QueueUrl }: Place): Promise<void> {
  try {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  } catch (error) {
    if (!(error instanceof MessageNotInflight)) throw error; // it can be seen already, as after an answer that was lost
  }
}

async function receive(
  { sqs, deadLetterQueueUrl }: Place,
  { most, hideSeconds }: { most: number; hideSeconds: number },
): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: deadLetterQueueUrl,
      MaxNumberOfMessages: Math.min(most, 10), // SQS gives no more at once
      VisibilityTimeout: hideSeconds,
      WaitTimeSeconds: 1, // without any wait SQS asks only some of its servers
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

function toDeadLetterMessage({ MessageId = '', Body = '', Attributes, MessageAttributes = {} }: Message): DeadLetter {
  const sentAtMs = Attributes?.SentTimestamp ?? '0';
  // EventBridge has its own name for it, and Lambda its own place
  const reason = MessageAttributes.reason?.StringValue ?? MessageAttributes.ERROR_MESSAGE?.StringValue ?? failureIn(Body);
  return {
    id: MessageId,
    body: Body,
    ...(reason !== undefined && { reason }),
    sentAt: new Date(Number(sentAtMs)),
    origin: {
      messageId: MessageAttributes[originAttributes.messageId]?.StringValue ?? MessageId,
      sentAtMs: MessageAttributes[originAttributes.sentAt]?.StringValue ?? sentAtMs,
    },
  };
}
