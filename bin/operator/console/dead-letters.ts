import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';
import { moveDeadLetterMessages, readDeadLetterMessages } from '../dead-letter-messages.ts';
import { type DeadLetterQueueName, findDeadLetterQueueUrl, findWayBack, isRedrivable } from '../dead-letter-queues.ts';
import { maskAddresses } from '../mask-addresses.ts';
import type { StageView } from './stage-view.ts';

const mostShown = 20; // each read hides them from other readers for a moment
const mostMoved = 100; // what one call has time for; who wants more presses again

/** Lists what was put aside of a queue, as `dlq show` does: without addresses. */
export async function listDeadLetters(
  { stack, sqs }: StageView,
  name: DeadLetterQueueName,
): Promise<LocalAnswers['GET /local/dead-letters/{queue}']> {
  const found = await readDeadLetterMessages(findDeadLetterQueueUrl(stack, name), mostShown, sqs);
  return {
    data: found.map(({ sentAt, reason, body }) => ({
      sent_at: sentAt.toISOString(),
      ...(reason !== undefined && { reason: maskAddresses(reason).slice(1, -1) }),
      body: maskAddresses(body),
    })),
    is_redrivable: isRedrivable(name),
  };
}

/** Gives them back to whoever works on them, as `dlq redrive` does. */
export function redriveDeadLetters({ stack, sqs, table }: StageView, name: DeadLetterQueueName) {
  const deadLetterQueueUrl = findDeadLetterQueueUrl(stack, name);
  return moveDeadLetterMessages({ giveBack: findWayBack(stack, name, { sqs, table }), deadLetterQueueUrl }, mostMoved, sqs);
}
