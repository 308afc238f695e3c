import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { originAttributes } from '../../contract/publishing/queue-messages.ts';
import type { DeadLetter, GiveBack } from './dead-letters.ts';
import { recordFeedbackLetter } from './feedback-letters.ts';
import { CannotDo, type Stack } from './find-stack.ts';

/** Each dead-letter queue whose letters can be redriven: its output in the stack, and that of the queue which takes them back. */
const queues = {
  ingest: { letters: 'IngestDeadLettersUrl', source: 'IngestQueueUrl' },
  email: { letters: 'EmailDeadLettersUrl', source: 'EmailQueueUrl' },
  'bulk-email': { letters: 'BulkEmailDeadLettersUrl', source: 'BulkEmailQueueUrl' },
  sms: { letters: 'SmsDeadLettersUrl', source: 'SmsQueueUrl' },
  bus: { letters: 'BusDeadLettersUrl', source: 'IngestQueueUrl' },
  feedback: { letters: 'FeedbackDeadLettersUrl', source: undefined }, // events came by no queue: they are recorded from here
} as const;
export type DeadLetterQueueName = keyof typeof queues;

/** What an operator calls them. */
export const deadLetterQueueNames = Object.keys(queues) as DeadLetterQueueName[];

/**
 * Where a queue's dead letters lie, and how one is given back to whoever works on it.
 * @throws CannotDo when the stack was deployed by a version that did not say.
 */
export function findDeadLetterQueue(stack: Stack, name: DeadLetterQueueName): { lettersUrl: string; giveBack: GiveBack } {
  const { letters, source } = queues[name];
  const lettersUrl = output(stack, letters);
  if (source === undefined)
    return {
      lettersUrl,
      giveBack: (letter) => recordFeedbackLetter(letter, { ...stack, ingestUrl: output(stack, 'IngestQueueUrl') }),
    };

  const sourceUrl = output(stack, source);
  return { lettersUrl, giveBack: (letter) => sendTo(sourceUrl, letter) };
}

function output({ outputs }: Stack, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new CannotDo(`the stack has no output ${name}; deploy it again with this version`);
  return value;
}

/** The letter takes along which record it was, so that it makes the same publish and not a new one. */
async function sendTo(QueueUrl: string, { body, origin }: DeadLetter): Promise<boolean> {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  await sqsClient().send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: body,
      MessageAttributes: {
        [originAttributes.messageId]: text(origin.messageId),
        [originAttributes.sentAt]: text(origin.sentAtMs),
      },
    }),
  );
  return true;
}
