import { createHash } from 'node:crypto';
import { type Command, Option } from 'commander';
import { BulkAnswer } from '../../../contract/users/bulk.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { checkUsers, importedAtOnce, importUsers, userColumns } from '../csv/import-users.ts';
import { type Begun, beginFile } from '../csv/work-off-file.ts';
import { findStack } from '../find-stack.ts';
import { jsonLinesOption, stageOption, yesOption } from './options.ts';

/** What the commands that work off a file have in common. */
export type FileOptions = { stage: string; dryRun?: true; restart?: true; yes?: true; json?: true };

/** The options of such a command. */
export const fileOptions = () => [
  stageOption(),
  new Option('--dry-run', 'say what is wrong with which line, and change nothing'),
  new Option('--restart', 'begin again, where a run that was killed would be gone on with'),
  yesOption(),
  jsonLinesOption(),
];

/** Adds `import`: users of a CSV file. */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('create or change the users of a CSV file; one that was killed goes on where it was')
    .argument('<file>', 'columns id, email, phone, name, avatar, locale, timezone, attributes.<name>');
  for (const option of fileOptions()) command.addOption(option);
  command.action(importFile);
}

async function importFile(path: string, options: FileOptions): Promise<void> {
  const { stage, dryRun, json } = options;
  const task = { path, task: `import users into ${stage}`, columns: userColumns, atOnce: importedAtOnce, ...options };
  if (dryRun) return runFile(await beginFile({ ...task, isDryRun: true, work: checkUsers }), { json, isDryRun: true });

  await withStageApi(await findStack(stage), 'import', async (api) => {
    const put = async (users: readonly unknown[]) => {
      const answer = await api.send(BulkAnswer, { method: 'POST', path: '/v1/users/bulk', body: { users } });
      if (answer === undefined) throw new CannotDo('this stage takes no users in bulk; deploy it again with this version');
      return answer;
    };
    const begun = await beginFile({ ...task, work: (rows) => importUsers(rows, put) });
    await confirmChange(`${goOn(begun)} ${begun.rows - begun.doneBefore} users`, options);
    await runFile(begun, { json });
  });
}

/** Says what is done with the rows that are left. */
export function goOn({ doneBefore }: Begun, verb = 'import'): string {
  return doneBefore === 0 ? verb : `go on behind row ${doneBefore} and ${verb}`;
}

/**
 * Works off a file, and says how many rows became what.
 * @throws CannotDo at its end when some were refused.
 */
export async function runFile(begun: Begun, { json, isDryRun }: { json?: true | undefined; isDryRun?: boolean }): Promise<void> {
  const totals = await begun.run();
  const { refused = 0, ...others } = totals;
  const words = [...Object.entries(others), ['refused', refused] as const].map(([word, count]) => `${count} ${word}`).join(', ');
  const before = begun.doneBefore === 0 ? '' : ` (${begun.doneBefore} rows were done before)`;
  if (json)
    console.log(JSON.stringify({ rows: begun.rows, done_before: begun.doneBefore, ...totals, dry_run: isDryRun === true }));
  else console.log(`${begun.rows} rows: ${words}${before}${isDryRun ? '; nothing was changed' : ''}`);
  if (refused > 0) throw new CannotDo(`${refused} rows were refused; mend them in a file of their own`);
}

/** An id for the key of a task, the same each time: the stage knows a row that is repeated by who sends it. */
export function callerIdOf(task: string): string {
  return `key_csv_${createHash('sha256').update(task).digest('hex').slice(0, 12)}`;
}
