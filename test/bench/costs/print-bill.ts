// npm run costs → what a month of yours costs, from what was counted last: at once, and nothing is run
import { parseArgs } from 'node:util';
import { billLines } from './bill-lines.ts';
import kept from './counted.json' with { type: 'json' };
import { ownerOptions, readOwner } from './owner-options.ts';

try {
  const options = ownerOptions({ users: '2000', notifications: '20000', 'email-percent': '60', hours: '0.25' });
  for (const line of billLines(readOwner(parseArgs({ options }).values), kept)) console.log(line);
} catch (error) {
  if (!(error instanceof RangeError) && !(error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(
    `npm run costs -- --users=2000 --notifications=20000 --email-percent=60 --hours=0.25\n${(error as Error).message}`,
  );
  process.exitCode = 2;
}
