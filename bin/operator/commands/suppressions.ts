import { type Command, Option } from 'commander';
import { SuppressionAnswer, SuppressionReason } from '../../../contract/suppressions/suppressions.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { shortenAddress } from '../mask-addresses.ts';
import { printResult } from '../print-result.ts';
import { liftAddress } from '../suppressions/lift-address.ts';
import { describeSuppression } from '../suppressions/suppression-words.ts';
import { jsonLinesOption, jsonOption, limitOption, rawOption, stageOption, yesOption } from './options.ts';

/** Adds `suppressions`: the addresses that nothing is sent to. */
export function addSuppressions(program: Command): void {
  const suppressions = program.command('suppressions').description('the addresses that nothing is sent to');
  suppressions
    .command('list')
    .description('which there are, and why, newest first')
    .addOption(stageOption())
    .addOption(reasonOption())
    .addOption(limitOption().default(20))
    .addOption(rawOption())
    .addOption(jsonLinesOption())
    .action(list);
  suppressions
    .command('add')
    .description('send nothing more to an address')
    .argument('<address>', 'an e-mail address or a phone number')
    .addOption(stageOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(add);
  suppressions
    .command('lift')
    .description("let an address be sent to again; takes it off the account's lists at AWS too")
    .argument('<address>', 'an e-mail address or a phone number')
    .addOption(stageOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(lift);
}

type Change = { stage: string; yes?: true; json?: true };

async function list(options: { stage: string; reason?: string; limit: number; raw?: true; json?: true }): Promise<void> {
  const { stage, reason, limit, raw, json } = options;
  await withStageApi(await findStack(stage), 'suppressions', async (api) => {
    let count = 0;
    const query: Record<string, string> = reason === undefined ? {} : { reason };
    for await (const found of api.list(SuppressionAnswer, { path: '/v1/suppressions', query, limit })) {
      count += 1;
      const shown = raw ? found : { ...found, address: shortenAddress(found.address) };
      printResult(undefined, shown, [json ? JSON.stringify(shown) : describeSuppression(shown.address, shown)]);
    }
    if (!json && count === 0) console.log('there are none');
    if (!json && count === limit) console.log(`the newest ${limit}; --limit has more`);
  });
}

async function add(address: string, { json, ...change }: Change): Promise<void> {
  await confirmChange('send nothing more to this address', change);
  const request = { method: 'POST', path: '/v1/suppressions', body: { address } } as const;
  const stands = await withStageApi(await findStack(change.stage), 'suppressions', (api) => api.send(SuppressionAnswer, request));
  if (stands === undefined) throw new CannotDo('this stage cannot suppress addresses; deploy it again with this version');
  printResult(json, stands, [describeSuppression('The address', stands)]);
}

async function lift(address: string, { json, ...change }: Change): Promise<void> {
  const { stage } = change;
  await confirmChange(
    'let this address be sent to again, and take it off the lists of SES and SMS for the whole account',
    change,
  );
  const stack = await findStack(stage);
  const { document, lines, isComplete } = await withStageApi(stack, 'suppressions', (api) =>
    liftAddress(address, { api, stack, stage }),
  );
  printResult(json, document, lines);
  if (!isComplete) process.exitCode = exitCodes.failed;
}

function reasonOption() {
  return new Option('--reason <reason>', 'only those of this reason').choices(SuppressionReason.options);
}
