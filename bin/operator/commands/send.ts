import { type Command, InvalidArgumentError, Option } from 'commander';
import { DryRunAnswer } from '../../../contract/dry-run/dry-run.ts';
import { PublishAnswer } from '../../../contract/publishing/publish.ts';
import { triesForFile } from '../api/call-api.ts';
import { type StageApi, withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { foreseeRows } from '../csv/foresee-rows.ts';
import { recipientColumns, sendRows, sentAtOnce } from '../csv/send-rows.ts';
import { takeFile } from '../csv/take-file.ts';
import { beginFile, type ReadRow } from '../csv/work-off-file.ts';
import { findStack } from '../find-stack.ts';
import { callerIdOf, type FileOptions, fileOptions, forTenant, goOn, inShell, placeOf, runFile, usersLeft } from './import.ts';

type SendOptions = FileOptions & { csv: string; workflow: string; data: Record<string, unknown> };

/** Adds `send`: a notification for each row of a CSV file. */
export function addSend(program: Command): void {
  const command = program
    .command('send')
    .description('publish to each row of a CSV file; what is repeated within a day sends nothing twice')
    .addOption(new Option('--csv <file>', 'columns id, data.<field>, key, and those of import').makeOptionMandatory())
    .addOption(new Option('--workflow <key>', 'what is published').makeOptionMandatory())
    .addOption(new Option('--data <json>', 'what all are told; a row says what is theirs').argParser(anObject).default({}));
  for (const option of fileOptions()) command.addOption(option);
  command.action(sendFile);
}

async function sendFile({ csv: path, workflow, data, ...options }: SendOptions): Promise<void> {
  const { stage, tenant, dryRun: isDryRun, json, skipInvalid } = options;
  const said = { workflow, data };
  const task = {
    path,
    task: `send ${JSON.stringify(said)} in ${placeOf(options)}`,
    columns: recipientColumns,
    atOnce: sentAtOnce,
    ...options,
  };
  const again = `send --csv ${inShell(path)} --workflow ${inShell(workflow)} --data ${inShell(JSON.stringify(data))}${forTenant(options)} --stage ${stage}`;
  const use = async (api: StageApi) => {
    const work = (rows: readonly ReadRow[]) =>
      isDryRun ? foreseeRows(rows, said, foreseeBy(api)) : sendRows(rows, said, publishBy(api));
    const begun = await beginFile({ ...task, isDryRun, work });
    if (!isDryRun) await confirmChange(`${goOn(begun, `publish "${workflow}" to`)} ${usersLeft(begun)}`, options);
    await runFile(begun, { json, ...(isDryRun ? { isDryRun } : { goOnBy: `${again}${skipInvalid ? ' --skip-invalid' : ''}` }) });
  };
  if (!isDryRun) takeFile(path);
  const known = isDryRun ? {} : { callerId: callerIdOf(task.task) };
  await withStageApi(await findStack(stage), 'send', use, { ...known, tries: triesForFile, tenant });
}

function publishBy(api: StageApi) {
  return async (body: unknown): Promise<PublishAnswer> => {
    const answer = await api.send(PublishAnswer, { method: 'POST', path: '/v1/notifications', body, isRepeatable: true });
    if (answer === undefined) throw new CannotDo('this stage takes no publish at its API');
    return answer;
  };
}

function foreseeBy(api: StageApi) {
  return async (body: unknown): Promise<DryRunAnswer> => {
    const answer = await api.send(DryRunAnswer, { method: 'POST', path: '/v1/notifications/dry-run', body });
    if (answer === undefined) throw new CannotDo('this stage has no dry run');
    return answer;
  };
}

/** Reads a JSON object that an option is given. */
export function anObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // it is told below
  }
  throw new InvalidArgumentError('it must be a JSON object, like {"title": "Hello"}.');
}
