import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { resumeBulkEmail } from '../../core/feedback/check-sender-health.ts';
import { describeTally } from '../../core/feedback/rules/sender-health.ts';
import { CannotDo, type Stack } from './find-stack.ts';

/** Prints whether bulk e-mail rests and why, and what the sender is judged by. */
export async function showBulkEmail(stack: Stack): Promise<void> {
  const { pauses, tallies, now } = depsOf(stack);
  const pause = await pauses.find('bulk-email');
  console.log(pause === undefined ? 'bulk e-mail goes' : `bulk e-mail rests: ${pause.why}`);
  console.log(`the last seven days: ${describeTally(await tallies.sum(now()))}`);
}

/**
 * Lets bulk e-mail go on after it came to rest over bounces or complaints.
 * @throws CannotDo when it does not rest.
 */
export async function resumeBulkEmailOf(stack: Stack): Promise<void> {
  const why = await resumeBulkEmail(depsOf(stack));
  if (why === undefined) throw new CannotDo('bulk e-mail does not rest');
  console.log(
    `bulk e-mail goes on, and what waits follows within 15 minutes; it is judged by what is sent from now on\nit rested because, ${why}`,
  );
}

function depsOf({ tableName }: Stack) {
  const table = openTable(tableName);
  return { pauses: dynamoPauses(table), tallies: dynamoSenderTallies(table), now: table.now };
}
