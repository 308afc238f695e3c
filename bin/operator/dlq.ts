import type { DeadLetter } from './dead-letter.ts';
import { countDeadLetterMessages, moveDeadLetterMessages, readDeadLetterMessages } from './dead-letter-messages.ts';
import {
  type DeadLetterQueueName,
  deadLetterQueuesOf,
  findDeadLetterQueueUrl,
  findWayBack,
  whyKept,
} from './dead-letter-queues.ts';
import type { Stack } from './find-stack.ts';
import { maskAddresses, onOneLine } from './mask-addresses.ts';
import { printable, printResult } from './print-result.ts';
import { tableLines } from './print-table.ts';

type Printed = { json?: boolean | undefined };

/** Prints how many dead-letter messages each queue has. */
export async function listDeadLetters(stack: Stack, { json }: Printed = {}): Promise<void> {
  const data = await Promise.all(
    deadLetterQueuesOf(stack).map(async (queue) => ({
      queue,
      count: await countDeadLetterMessages(findDeadLetterQueueUrl(stack, queue)),
    })),
  );
  const rows = data.map(({ queue, count }) => [queue, String(count)]);
  printResult(json, { data }, tableLines(['queue', 'dead-letter messages'], rows));
}

/** Prints the dead-letter messages of a queue: how old, why, and what they say. */
export async function showDeadLetters(
  stack: Stack,
  name: DeadLetterQueueName,
  { limit, raw, json }: Printed & { limit: number; raw: boolean },
): Promise<void> {
  const deadLetterMessages = await readDeadLetterMessages(findDeadLetterQueueUrl(stack, name), limit);
  if (json) return printLines(deadLetterMessages, raw);
  for (const { sentAt, reason = 'none: its queue gave it up after too many attempts', body } of deadLetterMessages) {
    console.log(`${ageOf(sentAt)}  ${plainReason(reason)}`);
    console.log(`    ${raw ? onOneLine(body) : maskAddresses(body)}`);
  }
  console.log(
    deadLetterMessages.length === 0 ? `there are no dead-letter messages of ${name}` : `${deadLetterMessages.length} shown`,
  );
}

/** Gives the dead-letter messages of a queue back to its consumer, and prints how many. */
export async function redriveDeadLetters(
  stack: Stack,
  name: DeadLetterQueueName,
  { limit, json }: Printed & { limit: number },
): Promise<void> {
  const { moved, kept } = await moveDeadLetterMessages(
    { giveBack: findWayBack(stack, name), deadLetterQueueUrl: findDeadLetterQueueUrl(stack, name) },
    limit,
  );
  printResult(json, { queue: name, moved, kept }, [`${moved} redriven${kept > 0 ? `; ${kept} ${whyKept(name)}` : ''}`]);
}

/** The reason as it was written, where it is text: `schedule "dead"` without the backslashes of JSON. */
export function plainReason(reason: string): string {
  const masked = maskAddresses(reason);
  const value: unknown = JSON.parse(masked);
  return typeof value === 'string' ? printable(value) : masked;
}

/** Prints a line of JSON for each; a body that is no JSON is a string. */
function printLines(deadLetterMessages: readonly DeadLetter[], raw: boolean): void {
  for (const { sentAt, reason, body } of deadLetterMessages) {
    const shown = raw ? onOneLine(body) : maskAddresses(body);
    const why = reason === undefined ? {} : { reason: JSON.parse(maskAddresses(reason)) };
    console.log(JSON.stringify({ sent_at: sentAt.toISOString(), ...why, body: JSON.parse(shown) }));
  }
}

/** An age, written as `3d 4h`, `4h 5m` or `5m`. */
function ageOf(instant: Date): string {
  const minutes = Math.max(0, Math.floor((Date.now() - instant.getTime()) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `${days}d ${hours}h`;
  return hours > 0 ? `${hours}h ${minutes % 60}m` : `${minutes}m`;
}
