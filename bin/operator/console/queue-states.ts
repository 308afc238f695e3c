import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';
import { deadLetterQueuesOf, findDeadLetterQueueUrl, findQueueUrl } from '../dead-letter-queues.ts';
import type { StageView } from './stage-view.ts';

type QueueState = LocalAnswers['GET /local/queues']['data'][number];

/**
 * Counts what is in each queue and beside it, in the shape that the local system has for them. SQS counts roughly.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export async function queueStates({ stack, sqs }: Pick<StageView, 'stack' | 'sqs'>): Promise<QueueState[]> {
  const states = deadLetterQueuesOf(stack).map(async (name) => {
    const url = findQueueUrl(stack, name);
    const [own, aside] = await Promise.all([url && count(url, sqs), count(findDeadLetterQueueUrl(stack, name), sqs)]);
    if (url && own) return { name, url, ...own, dead_letters: aside.waiting + aside.in_flight };
    return { name: `${name}-dead-letters`, url: findDeadLetterQueueUrl(stack, name), ...aside }; // no queue brought them
  });
  return Promise.all(states);
}

async function count(QueueUrl: string, sqs: SQSClient): Promise<Pick<QueueState, 'waiting' | 'delayed' | 'in_flight'>> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    in_flight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}
