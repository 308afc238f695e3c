import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { openTable, type Table } from '../../adapters/dynamodb/table/table.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { capitalize } from '../../contract/capitalize.ts';
import { byQueue, type QueueKey } from '../../contract/channels/channels.ts';
import { originAttributes } from '../../contract/publishing/message-head.ts';
import { CannotDo } from './cannot-do.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { GiveBack } from './dead-letter-messages.ts';
import { tellEventsDeadLetter } from './events-dead-letters.ts';
import { recordFeedbackDeadLetter } from './feedback-dead-letters.ts';
import type { Stack } from './find-stack.ts';

/** Each dead-letter queue by its output in the stack, and where its messages go back to: a queue, or what is done with each from here. */
const queues: Readonly<Record<DeadLetterQueueName, { deadLetterMessages: string; backTo: string }>> = {
  ingest: { deadLetterMessages: 'IngestDeadLettersUrl', backTo: 'IngestQueueUrl' },
  ...queuesOfChannels(),
  bus: { deadLetterMessages: 'BusDeadLettersUrl', backTo: 'IngestQueueUrl' },
  feedback: { deadLetterMessages: 'FeedbackDeadLettersUrl', backTo: 'recorded' }, // events came by no queue
  webhooks: { deadLetterMessages: 'WebhooksDeadLettersUrl', backTo: 'WebhooksQueueUrl' },
  events: { deadLetterMessages: 'EventsDeadLettersUrl', backTo: 'told' }, // where in the stream, and not what
  statistics: { deadLetterMessages: 'StatisticsDeadLettersUrl', backTo: 'nobody' },
  jobs: { deadLetterMessages: 'MissedJobsUrl', backTo: 'nobody' }, // the next run does what a missed one left
};
export type DeadLetterQueueName = 'ingest' | QueueKey | 'bus' | 'feedback' | 'webhooks' | 'events' | 'statistics' | 'jobs';

/** What an operator calls them. */
export const deadLetterQueueNames = Object.keys(queues) as DeadLetterQueueName[];

/** The queues that a stack tells of: one that an older version deployed tells of fewer. */
export function deadLetterQueuesOf({ outputs }: Pick<Stack, 'outputs'>): DeadLetterQueueName[] {
  return deadLetterQueueNames.filter((name) => outputs[queues[name].deadLetterMessages] !== undefined);
}

/** The queue whose work it is; nothing where no queue brought it, or the stack does not tell of it. */
export function findQueueUrl({ outputs }: Pick<Stack, 'outputs'>, name: DeadLetterQueueName): string | undefined {
  return name === 'bus' ? undefined : outputs[queues[name].backTo];
}

/** What an operator calls each queue that a stack tells of, by its URL: `email`, and `email-dead-letters` for what was put aside of it. */
export function queueNamesByUrl(stack: Pick<Stack, 'outputs'>): Map<string, string> {
  const named = deadLetterQueuesOf(stack).flatMap((name): [string, string][] => {
    const url = findQueueUrl(stack, name);
    const aside: [string, string] = [stack.outputs[queues[name].deadLetterMessages] ?? '', `${name}-dead-letters`];
    return url === undefined ? [aside] : [[url, name], aside];
  });
  return new Map(named);
}

/** Whether its dead-letter messages can be given back. */
export function isRedrivable(name: DeadLetterQueueName): boolean {
  return queues[name].backTo !== 'nobody';
}

/**
 * Finds the queue that a queue's dead-letter messages are in.
 * @throws CannotDo when the stack was deployed by a version that did not say.
 */
export function findDeadLetterQueueUrl(stack: Stack, name: DeadLetterQueueName): string {
  return output(stack, queues[name].deadLetterMessages);
}

/**
 * How a dead-letter message of a queue is given back to whoever works on it.
 * @throws CannotDo when nobody takes it back, or the stack was deployed by a version that did not say.
 */
export function findWayBack(
  stack: Stack,
  name: DeadLetterQueueName,
  { sqs = sqsClient(), table = openTable(stack.tableName) }: { sqs?: SQSClient; table?: Table } = {},
): GiveBack {
  const { backTo } = queues[name];
  if (backTo === 'nobody')
    throw new CannotDo(`dead-letter messages of ${name} are not redriven: ${whyNot[name] ?? 'nobody takes them back'}`);
  if (backTo === 'told') {
    const { EventsBusName: busName, WebhooksQueueUrl: webhooksQueueUrl } = stack.outputs;
    return (deadLetter) => tellEventsDeadLetter(deadLetter, { table, sqs, busName, webhooksQueueUrl });
  }
  if (backTo === 'recorded')
    return (deadLetter) => recordFeedbackDeadLetter(deadLetter, { sqs, table, ingestUrl: output(stack, 'IngestQueueUrl') });

  const queueUrl = output(stack, backTo);
  return (deadLetter) => sendTo(queueUrl, deadLetter, sqs);
}

const whyNot: Partial<Record<DeadLetterQueueName, string>> = {
  jobs: 'the next run does what the missed one left; docs/runbook.md#missed-jobs says how to remove them',
  statistics: 'they name a part of the stream, and docs/runbook.md#dead-letter-messages says what that means',
};

/** Why some dead-letter messages of a queue were not taken back, said of that many of them. */
export function whyKept(name: DeadLetterQueueName): string {
  return name === 'events'
    ? 'name records that the stream has no more, as it keeps them for a day, or cannot be read by this version, and stay'
    : 'cannot be read by this version, and stay';
}

function queuesOfChannels(): Record<QueueKey, { deadLetterMessages: string; backTo: string }> {
  const entries = byQueue(({ name, key }) => {
    const output = capitalize(name);
    return [key, { deadLetterMessages: `${output}DeadLettersUrl`, backTo: `${output}QueueUrl` }] as const;
  });
  return Object.fromEntries(Object.values(entries)) as Record<QueueKey, { deadLetterMessages: string; backTo: string }>;
}

function output({ outputs }: Stack, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new CannotDo(`the stack has no output ${name}; deploy it again with this version`);
  return value;
}

/** The message says which record it was, so that it makes the same publish and not a new one. */
async function sendTo(QueueUrl: string, { body, origin }: DeadLetter, sqs: SQSClient): Promise<boolean> {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  await sqs.send(
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
