import { version as to } from '../../lib/version.ts';
import { countDeadLetterMessages } from './dead-letter-messages.ts';
import { deadLetterQueuesOf, findDeadLetterQueueUrl } from './dead-letter-queues.ts';
import type { Stack } from './find-stack.ts';
import { printResult } from './print-result.ts';
import { describeStep } from './version-step.ts';

/** Prints what is deployed, what a deploy from here would make of it, and what waits that should be looked at before. */
export async function checkUpgrade(stack: Stack, json?: boolean): Promise<void> {
  const { Version: from } = stack.outputs;
  const counts = await countAll(stack);
  const waiting = counts.flatMap(({ queue, count }) => (count > 0 ? [`${count} of ${queue}`] : [])).join(', ');
  const step = describeStep({ ...(from !== undefined && { from }), to });
  const lines = {
    deployed: from ?? 'it does not say',
    here: to,
    step,
    'dead-letter messages': waiting === '' ? 'none' : `${waiting}: look at them first, with "bellhop dlq show"`,
  };
  printResult(
    json,
    { ...(from !== undefined && { deployed: from }), here: to, step, dead_letter_messages: counts },
    Object.entries(lines).map(([name, value]) => `${name.padEnd('dead-letter messages'.length)}  ${value}`),
  );
}

function countAll(stack: Stack): Promise<{ queue: string; count: number }[]> {
  return Promise.all(
    deadLetterQueuesOf(stack).map(async (queue) => ({
      queue,
      count: await countDeadLetterMessages(findDeadLetterQueueUrl(stack, queue)),
    })),
  );
}
