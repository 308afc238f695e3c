import { version as to } from '../../lib/version.ts';
import { countDeadLetterMessages } from './dead-letter-messages.ts';
import { deadLetterQueuesOf, findDeadLetterQueueUrl } from './dead-letter-queues.ts';
import type { Stack } from './find-stack.ts';
import { describeStep } from './version-step.ts';

/** Prints what is deployed, what a deploy from here would make of it, and what waits that should be looked at before. */
export async function checkUpgrade(stack: Stack): Promise<void> {
  const { Version: from } = stack.outputs;
  const waiting = await countAll(stack);
  const lines = {
    deployed: from ?? 'it does not say',
    here: to,
    step: describeStep({ ...(from !== undefined && { from }), to }),
    'dead-letter messages': waiting === '' ? 'none' : `${waiting}: look at them first, with "bellhop dlq show"`,
  };
  for (const [name, value] of Object.entries(lines)) console.log(`${name.padEnd('dead-letter messages'.length)}  ${value}`);
}

async function countAll(stack: Stack): Promise<string> {
  const counts = await Promise.all(
    deadLetterQueuesOf(stack).map(async (name) => ({
      name,
      count: await countDeadLetterMessages(findDeadLetterQueueUrl(stack, name)),
    })),
  );
  return counts.flatMap(({ name, count }) => (count > 0 ? [`${count} of ${name}`] : [])).join(', ');
}
