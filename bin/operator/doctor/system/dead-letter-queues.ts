import { countDeadLetterMessages } from '../../dead-letter-messages.ts';
import { deadLetterQueuesOf, findDeadLetterQueueUrl } from '../../dead-letter-queues.ts';
import type { Check } from '../check.ts';
import { ok, wrong } from '../check.ts';

/** Whether anything was put aside because it could not be done. */
export const deadLetters: Check = {
  name: 'dead-letters',
  why: 'What lies there is undone until somebody redrives it.',
  async run({ stack, stage }) {
    const facts = await stack();
    const counted = await Promise.all(
      deadLetterQueuesOf(facts).map(async (name) => ({
        name,
        deadLetterMessages: await countDeadLetterMessages(findDeadLetterQueueUrl(facts, name)),
      })),
    );
    const full = counted.filter(({ deadLetterMessages }) => deadLetterMessages > 0);
    if (full.length === 0) return ok(`All ${counted.length} queues are empty.`);

    const [first] = full.filter(({ name }) => name !== 'jobs');
    return wrong(
      `${full.map(({ name, deadLetterMessages }) => `${name}: ${deadLetterMessages}`).join(', ')}.`,
      first === undefined
        ? 'docs/runbook.md#missed-jobs says what to do.'
        : `npm run bellhop -- dlq show ${first.name} --stage ${stage}`,
    );
  },
};
