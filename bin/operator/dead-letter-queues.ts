import { CannotDo, type Stack } from './find-stack.ts';

/** Each dead-letter queue whose letters can be redriven: its output in the stack, and that of the queue which takes them back. */
const queues = {
  ingest: { letters: 'IngestDeadLettersUrl', source: 'IngestQueueUrl' },
  email: { letters: 'EmailDeadLettersUrl', source: 'EmailQueueUrl' },
  'bulk-email': { letters: 'BulkEmailDeadLettersUrl', source: 'BulkEmailQueueUrl' },
  sms: { letters: 'SmsDeadLettersUrl', source: 'SmsQueueUrl' },
  bus: { letters: 'BusDeadLettersUrl', source: 'IngestQueueUrl' },
} as const;
export type DeadLetterQueueName = keyof typeof queues;

/** What an operator calls them. */
export const deadLetterQueueNames = Object.keys(queues) as DeadLetterQueueName[];

/**
 * Where a queue's dead letters lie, and where they came from.
 * @throws CannotDo when the stack was deployed by a version that did not say.
 */
export function findDeadLetterQueue({ outputs }: Stack, name: DeadLetterQueueName): { lettersUrl: string; sourceUrl: string } {
  const { letters, source } = queues[name];
  const lettersUrl = outputs[letters];
  const sourceUrl = outputs[source];
  if (lettersUrl === undefined || sourceUrl === undefined)
    throw new CannotDo(`the stack has no output ${letters} or ${source}; deploy it again with this version`);

  return { lettersUrl, sourceUrl };
}
