import { CannotDo } from './cannot-do.ts';
import { confirmChange } from './confirm.ts';
import { moveDeadLetterMessages, readDeadLetterMessages } from './dead-letter-messages.ts';
import { type DeadLetterQueueName, findDeadLetterQueueUrl, findWayBack, whyKept } from './dead-letter-queues.ts';
import type { Stack } from './find-stack.ts';
import { type Foretold, foretellRedrive } from './foretell-redrive.ts';

type Replay = { stage: string; limit: number; send?: true; yes?: true; json?: true };

/**
 * Says what would become of a queue's dead-letter messages, the first so many, and with `send` gives back those that were shown, once somebody has
 * confirmed it. What has come since stays.
 * @throws CannotDo when nobody takes this queue's messages back, or not all that were shown were given back.
 */
export async function replayDeadLetters(
  stack: Stack,
  name: DeadLetterQueueName,
  { limit, send, json, ...change }: Replay,
): Promise<void> {
  const giveBack = findWayBack(stack, name);
  const deadLetterQueueUrl = findDeadLetterQueueUrl(stack, name);
  const shown = await readDeadLetterMessages(deadLetterQueueUrl, limit);
  const foretold = await foretellRedrive(shown, stack);
  for (const each of foretold) console.log(json ? JSON.stringify({ dry_run: true, queue: name, ...each }) : describe(each));
  if (!send || shown.length === 0) {
    if (!json)
      console.log(
        shown.length === 0
          ? `there are no dead-letter messages of ${name}`
          : `${shown.length} shown; with --send they are given back`,
      );
    return;
  }
  await confirmChange(`give back ${shown.length} dead-letter messages of ${name}`, change);
  const only = new Set(shown.map(({ id }) => id));
  const { moved, kept } = await moveDeadLetterMessages({ giveBack, deadLetterQueueUrl, only }, shown.length);
  if (json) console.log(JSON.stringify({ dry_run: false, queue: name, moved, kept }));
  else console.log(`${moved} given back${kept > 0 ? `; ${kept} ${whyKept(name)}` : ''}`);
  if (moved < shown.length)
    throw new CannotDo(
      `${shown.length - moved} of the ${shown.length} that were shown were not given back: they ${whyKept(name)}, or another reader has them; run it again`,
    );
}

function describe({ notification, message, would, because }: Foretold): string {
  const what = notification ?? message;
  return `would ${would}  ${what === undefined ? '' : `${what}  `}${because}`;
}
