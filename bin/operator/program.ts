import { Command } from 'commander';
import { version } from '../../lib/version.ts';
import { addBroadcast } from './broadcasts/add-broadcast.ts';
import { addBulkEmail } from './commands/bulk-email.ts';
import { addCompletion } from './commands/completion.ts';
import { addConsole } from './commands/console.ts';
import { addDlq } from './commands/dlq.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addKeys } from './commands/keys.ts';
import { addList } from './commands/list.ts';
import { addPause } from './commands/pause.ts';
import { addReplay } from './commands/replay.ts';
import { addResend } from './commands/resend.ts';
import { addRestore } from './commands/restore.ts';
import { addSend } from './commands/send.ts';
import { addSettings } from './commands/settings.ts';
import { addShow } from './commands/show.ts';
import { addStats } from './commands/stats.ts';
import { addSuppressions } from './commands/suppressions.ts';
import { addTest } from './commands/test.ts';
import { addUpgrade } from './commands/upgrade.ts';
import { addWebhooks } from './commands/webhooks.ts';
import { addWhy } from './commands/why.ts';

import { addMcp } from './mcp/add-mcp.ts';
import { addNew } from './new-workflow/add-new.ts';
import { addTypes } from './types/add-types.ts';

/** What commander says of the option that nearly every command needs; it cannot know which stages there are. */
export const stageIsMissing = "option '--stage <stage>' not specified";

const adders = [
  addDoctor,
  addTest,
  addWhy,
  addShow,
  addList,
  addImport,
  addSend,
  addBroadcast,
  addResend,
  addReplay,
  addPause,
  addSuppressions,
  addStats,
  addExport,
  addKeys,
  addWebhooks,
  addNew,
  addTypes,
  addConsole,
  addMcp,
  addDlq,
  addBulkEmail,
  addUpgrade,
  addSettings,
  addRestore,
  addCompletion, // last: it tells of all the others
];

/** Commands of the same name that run elsewhere, by their names. */
export type OtherCommands = Readonly<Record<string, { description: string }>>;

/** Makes the operator's command line: every command that there is, and the names of others for its help. */
export function bellhopProgram(others: OtherCommands = {}): Command {
  const program = new Command('bellhop')
    .description("Bellhop's operator: acts on a stage that is deployed, with your AWS credentials, or on the local system")
    .version(version)
    .exitOverride() // before the commands are made, which take it over
    .configureOutput({ outputError: (text, write) => void (text.includes(stageIsMissing) || write(text)) });
  for (const [name, { description }] of Object.entries(others)) program.command(name).description(description);
  for (const add of adders) add(program);
  for (const command of program.commands) if (command.commands.length > 0) askForSubcommand(command);
  return program;
}

/** An option that comes where a subcommand should is not unknown: it belongs to one of them. */
function askForSubcommand(command: Command): void {
  const names = command.commands.map((each) => each.name());
  const choice = [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' or ');
  command.configureOutput({
    outputError: (text, write) =>
      write(text.includes('unknown option') ? `error: say ${choice} first, like: bellhop ${command.name()} ${names[0]}\n` : text),
  });
}
