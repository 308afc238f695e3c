import { createHash } from 'node:crypto';
import { type Command, Option } from 'commander';
import { BulkAnswer } from '../../../contract/users/bulk.ts';
import { triesForFile } from '../api/call-api.ts';
import { type StageApi, withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { countOf } from '../count-of.ts';
import { checkUsers, importedAtOnce, importUsers, userColumns } from '../csv/import-users.ts';
import { takeFile } from '../csv/take-file.ts';
import { type Begun, beginFile, rowsOf } from '../csv/work-off-file.ts';
import { findStack } from '../find-stack.ts';
import { jsonLinesOption, stageOption, tenantOption, yesOption } from './options.ts';

/** What the commands that work off a file have in common. */
export type FileOptions = {
  stage: string;
  tenant?: string;
  dryRun?: true;
  restart?: true;
  skipInvalid?: true;
  yes?: true;
  json?: true;
};

/** The options of such a command. */
export const fileOptions = () => [
  stageOption(),
  tenantOption(),
  new Option('--dry-run', 'say what is wrong with which line, and change nothing'),
  new Option('--restart', 'begin again, where a run that was killed would be gone on with'),
  new Option('--skip-invalid', 'leave out rows that cannot be read, where they would stop it before it begins'),
  yesOption(),
  jsonLinesOption(),
];

/** Adds `import`: users of a CSV file. */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('create or change the users of a CSV file; one that was killed goes on where it was')
    .argument('<file>', 'columns id, email, phone, emails.1.address, name, avatar, locale, timezone, attributes.<name>, …');
  for (const option of fileOptions()) command.addOption(option);
  command.action(importFile);
}

async function importFile(path: string, options: FileOptions): Promise<void> {
  const { stage, tenant, dryRun, json, skipInvalid } = options;
  const task = {
    path,
    task: `import users into ${placeOf(options)}`,
    columns: userColumns,
    atOnce: importedAtOnce,
    onceEach: true,
    ...options,
  };
  if (dryRun) return runFile(await beginFile({ ...task, isDryRun: true, work: checkUsers }), { json, isDryRun: true });
  takeFile(path);

  const use = async (api: StageApi) => {
    const put = async (users: readonly unknown[]) => {
      const answer = await api.send(BulkAnswer, { method: 'POST', path: '/v1/users/bulk', body: { users } });
      if (answer === undefined) throw new CannotDo('this stage takes no users in bulk; deploy it again with this version');
      return answer;
    };
    const begun = await beginFile({ ...task, work: (rows) => importUsers(rows, put) });
    await confirmChange(`${goOn(begun)} ${usersLeft(begun)}`, options);
    await runFile(begun, {
      json,
      goOnBy: `import ${inShell(path)}${skipInvalid ? ' --skip-invalid' : ''}${forTenant(options)} --stage ${stage}`,
    });
  };
  await withStageApi(await findStack(stage), 'import', use, { tries: triesForFile, tenant });
}

/** Names the stage that a file goes to, and the tenant, where it is a tenant's. */
export function placeOf({ stage, tenant }: FileOptions): string {
  return tenant === undefined ? stage : `${stage} for ${tenant}`;
}

/** The option that names the tenant again. */
export function forTenant({ tenant }: FileOptions): string {
  return tenant === undefined ? '' : ` --tenant ${tenant}`;
}

/** Says what is done with the rows that are left. */
export function goOn({ doneBefore }: Begun, verb = 'import'): string {
  return doneBefore === 0 ? verb : `go on behind row ${doneBefore} and ${verb}`;
}

/** How many users are left of a file, in words. */
export function usersLeft({ rows, doneBefore }: Begun): string {
  return countOf(rows - doneBefore, 'user');
}

/** How it is told, and the command that goes on with it when it stops on the way. */
type Run = { json?: true | undefined; isDryRun?: boolean; goOnBy?: string };

/**
 * Works off a file, and says how many rows became what.
 * @throws CannotDo at its end when some were refused, and on its way when the stage does not take them: with how one goes on.
 */
export async function runFile(begun: Begun, { json, isDryRun, goOnBy }: Run): Promise<void> {
  const totals = await runOrSayHow(begun, goOnBy);
  const { refused = 0, ...others } = totals;
  const words = [...Object.entries(others), ['refused', refused] as const].map(([word, count]) => `${count} ${word}`).join(', ');
  const before = begun.doneBefore === 0 ? '' : ` (${rowsOf(begun.doneBefore)} ${were(begun.doneBefore)} done before)`;
  if (json)
    console.log(JSON.stringify({ rows: begun.rows, done_before: begun.doneBefore, ...totals, dry_run: isDryRun === true }));
  else console.log(`${rowsOf(begun.rows)}: ${words}${before}${isDryRun ? '; nothing was changed' : ''}`);
  const ofRun = isDryRun && begun.unreadable > 0 ? beginsOnlyWith(begun.unreadable) : '; mend them in a file of their own';
  if (refused > 0) throw new CannotDo(`${rowsOf(refused)} ${were(refused)} refused${ofRun}`);
}

/** What a dry run says of rows that would stop the run itself. */
function beginsOnlyWith(unreadable: number): string {
  return `, of which ${unreadable} cannot be read: mend these, or no run begins without --skip-invalid`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

async function runOrSayHow(begun: Begun, goOnBy: string | undefined): Promise<Record<string, number>> {
  try {
    return await begun.run();
  } catch (cause) {
    if (goOnBy === undefined) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CannotDo(
      `${why}\n${begun.done()} of ${rowsOf(begun.rows)} are done. Go on behind them by: npm run bellhop -- ${goOnBy}`,
      { cause, ...(cause instanceof CannotDo && { code: cause.code }) },
    );
  }
}

/** A word as a shell takes it. */
export function inShell(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** An id for the key of a task, the same each time: the stage knows a row that is repeated by who sends it. */
export function callerIdOf(task: string): string {
  return `key_csv_${createHash('sha256').update(task).digest('hex').slice(0, 12)}`;
}
