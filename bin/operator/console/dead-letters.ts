import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';
import { moveDeadLetterMessages, readDeadLetterMessages } from '../dead-letter-messages.ts';
import { type DeadLetterQueueName, findDeadLetterQueueUrl, findWayBack, isRedrivable, whyKept } from '../dead-letter-queues.ts';
import { foretellRedrive } from '../foretell-redrive.ts';
import { maskAddresses } from '../mask-addresses.ts';
import type { StageView } from './stage-view.ts';

const mostShown = 20; // each read hides them from other readers for a moment

/** Lists what was put aside of a queue, without addresses, and what would become of each that is given back. */
export async function listDeadLetters(
  { stack, sqs, table }: StageView,
  name: DeadLetterQueueName,
): Promise<LocalAnswers['GET /local/dead-letters/{queue}']> {
  const found = await readDeadLetterMessages(findDeadLetterQueueUrl(stack, name), mostShown, sqs);
  const canGo = isRedrivable(name);
  const foretold = canGo ? await foretellRedrive(found, stack, table) : [];
  return {
    data: found.map(({ id, sentAt, reason, body }, place) => ({
      id,
      sent_at: sentAt.toISOString(),
      ...(foretold[place] && { would: foretold[place].would, because: foretold[place].because }),
      ...(reason !== undefined && { reason: maskAddresses(reason).slice(1, -1) }),
      body: maskAddresses(body),
    })),
    is_redrivable: canGo,
  };
}

/** Gives those that were shown back to whoever works on them, and no other. */
export async function redriveDeadLetters(
  { stack, sqs, table }: StageView,
  { name, ids }: { name: DeadLetterQueueName; ids: readonly string[] },
): Promise<LocalAnswers['POST /local/dead-letters/{queue}/redrive']> {
  const deadLetterQueueUrl = findDeadLetterQueueUrl(stack, name);
  const [giveBack, only] = [findWayBack(stack, name, { sqs, table }), new Set(ids)];
  const { moved, kept } = await moveDeadLetterMessages({ giveBack, deadLetterQueueUrl, only }, only.size, sqs);
  return { moved, kept, ...(kept > 0 && { why_kept: whyKept(name) }) };
}
