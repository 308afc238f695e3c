import { Argument, type Command } from 'commander';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import type { Pauses } from '../../../core/delivery/ports/pauses.ts';
import { resumeBulkEmailOf } from '../bulk-email.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';
import { jsonOption, stageOption, yesOption } from './options.ts';
import { type Pausable, pausable } from './pausable.ts';

type PauseOptions = { stage: string; why?: string; yes?: true; json?: true };

/** Adds `pause` and `resume`: e-mail that waits until its owner says so. */
export function addPause(program: Command): void {
  const queue = () => new Argument('<queue>', 'all e-mail, or only digests and e-mails to whole topics').choices(pausable);
  program
    .command('pause')
    .description('let e-mail wait until it is resumed, two days at most; inboxes and SMS go on')
    .addArgument(queue())
    .addOption(stageOption())
    .option('--why <words>', 'what others are told who ask', 'the owner has paused it')
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(pause);
  program
    .command('resume')
    .description('let e-mail go again, and what waits with it')
    .addArgument(queue())
    .addOption(stageOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(resume);
}

async function pause(queue: Pausable, { why = '', json, ...change }: PauseOptions): Promise<void> {
  const { stage } = change;
  await confirmChange(`pause ${queue}`, change);
  await (await pausesOf(stage)).pause(queue, { why });
  printResult(json, { stage, queue, paused: true, why }, [
    `${queue} is paused within seconds, until: npm run bellhop -- resume ${queue} --stage ${stage}`,
    'What has waited for two days becomes dead-letter messages, which can be redriven.',
  ]);
}

async function resume(queue: Pausable, { json, ...change }: PauseOptions): Promise<void> {
  const { stage } = change;
  await confirmChange(`resume ${queue}`, change);
  const pauses = await pausesOf(stage);
  const found = await pauses.find(queue);
  if (found === undefined) throw new CannotDo(`${queue} is not paused in stage ${stage}`, { code: exitCodes.notFound });
  if (queue === 'bulk-email') return resumeBulkEmailOf(await findStack(stage), json);
  await pauses.resume(queue);
  printResult(json, { stage, queue, paused: false, why: found.why }, [
    `${queue} is resumed, and what waits follows within 15 minutes. It was paused because: ${found.why}`,
  ]);
}

async function pausesOf(stage: string): Promise<Pauses> {
  const { tableName } = await findStack(stage);
  return dynamoPauses(openTable(tableName));
}
