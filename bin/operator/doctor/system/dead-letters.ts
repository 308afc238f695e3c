import { deadLetterQueueNames, findDeadLetterQueue } from '../../dead-letter-queues.ts';
import { countLetters } from '../../dead-letters.ts';
import type { Check } from '../check.ts';
import { ok, wrong } from '../check.ts';

/** Whether anything was put aside because it could not be done. */
export const deadLetters: Check = {
  name: 'dead-letters',
  why: 'What lies there is undone until somebody redrives it.',
  async run({ stack, stage }) {
    const facts = await stack();
    const queues = deadLetterQueueNames.map((name) => ({
      name: name as string,
      url: findDeadLetterQueue(facts, name).lettersUrl,
    }));
    queues.push({ name: 'jobs', url: facts.output('MissedJobsUrl') });
    const counted = await Promise.all(queues.map(async ({ name, url }) => ({ name, letters: await countLetters(url) })));
    const full = counted.filter(({ letters }) => letters > 0);
    if (full.length === 0) return ok(`All ${counted.length} queues are empty.`);

    const [first] = full.filter(({ name }) => name !== 'jobs');
    return wrong(
      `${full.map(({ name, letters }) => `${name}: ${letters}`).join(', ')}.`,
      first === undefined
        ? 'docs/runbook.md#missed-jobs says what to do.'
        : `npm run bellhop -- dlq show ${first.name} --stage ${stage}`,
    );
  },
};
