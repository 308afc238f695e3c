import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { resumeBulkEmail } from '../../core/feedback/check-sender-health.ts';
import { describeTally } from '../../core/feedback/rules/sender-health.ts';
import { CannotDo } from './cannot-do.ts';
import type { Stack } from './find-stack.ts';
import { printResult } from './print-result.ts';

/** Prints whether bulk e-mail is paused and why, and the sender's rates of bounces and complaints. */
export async function showBulkEmail(stack: Stack, json?: boolean): Promise<void> {
  const { pauses, tallies, now } = depsOf(stack);
  const [pause, tally] = await Promise.all([pauses.find('bulk-email'), tallies.sum(now())]);
  printResult(json, { queue: 'bulk-email', paused: pause !== undefined, ...(pause && { why: pause.why }), ...tally }, [
    pause === undefined ? 'bulk e-mail is not paused' : `bulk e-mail is paused: ${pause.why}`,
    `the last seven days: ${describeTally(tally)}`,
  ]);
}

/**
 * Resumes bulk e-mail after it was paused over bounces or complaints.
 * @throws CannotDo when it is not paused.
 */
export async function resumeBulkEmailOf(stack: Stack, json?: boolean): Promise<void> {
  const why = await resumeBulkEmail(depsOf(stack));
  if (why === undefined) throw new CannotDo('bulk e-mail is not paused');
  printResult(json, { queue: 'bulk-email', paused: false, why }, [
    'bulk e-mail is resumed, and what waits follows within 15 minutes; its rates are counted from now on',
    `it was paused because, ${why}`,
  ]);
}

function depsOf({ tableName }: Stack) {
  const table = openTable(tableName);
  return { pauses: dynamoPauses(table), tallies: dynamoSenderTallies(table), now: table.now };
}
