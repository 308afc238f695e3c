// npm run bellhop -- … → the operator's command line, for a stack on AWS or the local system
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../lib/version.ts';
import { resumeBulkEmailOf, showBulkEmail } from './operator/bulk-email.ts';
import { CannotDo } from './operator/cannot-do.ts';
import { addCompletion } from './operator/commands/completion.ts';
import { addConsole } from './operator/commands/console.ts';
import { addExport } from './operator/commands/export.ts';
import { addKeys } from './operator/commands/keys.ts';
import { addList } from './operator/commands/list.ts';
import { aCount, stageOption } from './operator/commands/options.ts';
import { addPause } from './operator/commands/pause.ts';
import { addReplay } from './operator/commands/replay.ts';
import { addResend } from './operator/commands/resend.ts';
import { addShow } from './operator/commands/show.ts';
import { addStats } from './operator/commands/stats.ts';
import { addSuppressions } from './operator/commands/suppressions.ts';
import { addWebhooks } from './operator/commands/webhooks.ts';
import { addWhy } from './operator/commands/why.ts';
import { type DeadLetterQueueName, deadLetterQueueNames } from './operator/dead-letter-queues.ts';
import { listDeadLetters, redriveDeadLetters, showDeadLetters } from './operator/dlq.ts';
import { type DraftName, draftNames } from './operator/doctor/drafts/draft-names.ts';
import { exitCodeOfUsage, exitCodes } from './operator/exit-codes.ts';
import { findStack } from './operator/find-stack.ts';
import { askForStage } from './operator/list-stages.ts';
import type { TestOrder } from './operator/send-test/send-test.ts';
import { type TestChannel, testChannels } from './operator/send-test/test-recipient.ts';
import { checkUpgrade } from './operator/upgrade.ts';

/** What commander says of the option that nearly every command needs; it cannot know which stages there are. */
const stageIsMissing = "option '--stage <stage>' not specified";

const program = new Command('bellhop')
  .description("Bellhop's operator: acts on a stage that is deployed, with your AWS credentials, or on the local system")
  .version(version)
  .exitOverride() // before the commands are made, which take it over
  .configureOutput({ outputError: (text, write) => void (text.includes(stageIsMissing) || write(text)) });
program
  .command('doctor')
  .description('look whether a stage, its account and its DNS are in order, before and after a deploy')
  .addOption(stageOption())
  .option('--json', 'for machines')
  .addOption(
    new Option(
      '--draft <request>',
      "in place of looking: draft the request for SES's production access, or for more SMS",
    ).choices(draftNames),
  )
  .addHelpText(
    'after',
    '\nExit code: 0 all is in order, 2 something is not done yet, 3 something could not be looked at, 4 something is wrong',
  )
  .action(async (options: { stage: string; json?: true; draft?: DraftName }) => {
    if (options.draft !== undefined) {
      const { printDraft } = await import('./operator/doctor/drafts/print-draft.ts');
      return printDraft(options.draft, options.stage);
    }
    const { runDoctor } = await import('./operator/doctor/doctor.ts'); // ten SDK clients, which other commands need not load
    process.exitCode = await runDoctor(options.stage, { json: options.json ?? false });
  });

program
  .command('test')
  .description('send one notification through the whole system, and follow it to its end')
  .addArgument(new Argument('<channel>', 'by which way').choices(testChannels))
  .requiredOption('--to <recipient>', 'an e-mail address, a phone number like +447700900123, or for the inbox a user')
  .addOption(stageOption())
  .addOption(new Option('--wait <seconds>', 'how long to wait for its end').argParser(aCount).default(60))
  .option('--workflow <key>', 'which workflow; else "message", or the first that has copy for the channel')
  .option('--data <json>', 'what that workflow wants; else its example', aJson)
  .addHelpText('after', '\nExit code: 0 it arrived, 2 it is still under way, 4 it did not and will not arrive')
  .action(async (channel: TestChannel, options: Omit<TestOrder, 'channel' | 'waitSeconds'> & { wait: number }) => {
    const { sendTest } = await import('./operator/send-test/send-test.ts');
    process.exitCode = await sendTest({ ...options, channel, waitSeconds: options.wait });
  });

const adders = [
  addWhy,
  addShow,
  addList,
  addResend,
  addReplay,
  addPause,
  addSuppressions,
  addStats,
  addExport,
  addKeys,
  addWebhooks,
  addConsole,
];
for (const add of adders) add(program);

const dlq = program.command('dlq').description('dead-letter messages: work that was put aside, and why');
const queue = () => new Argument('<queue>', 'whose dead-letter messages').choices(deadLetterQueueNames);
const limit = () => new Option('--limit <n>', 'how many messages at most').argParser(aCount);
dlq
  .command('list')
  .description('count the dead-letter messages of each queue')
  .addOption(stageOption())
  .action(async (options: { stage: string }) => listDeadLetters(await findStack(options.stage)));
dlq
  .command('show')
  .description(
    'print the dead-letter messages of a queue with their age and reason; other readers do not see them for some seconds',
  )
  .addArgument(queue())
  .addOption(stageOption())
  .addOption(limit().default(10))
  .option('--raw', 'with the e-mail addresses and phone numbers in them')
  .action(async (name: DeadLetterQueueName, options: { stage: string; limit: number; raw?: true }) =>
    showDeadLetters(await findStack(options.stage), name, { limit: options.limit, raw: options.raw ?? false }),
  );
dlq
  .command('redrive')
  .description('give the dead-letter messages of a queue back to its consumer; what was sent already is not sent again')
  .addArgument(queue())
  .addOption(stageOption())
  .addOption(limit())
  .action(async (name: DeadLetterQueueName, options: { stage: string; limit?: number }) =>
    redriveDeadLetters(await findStack(options.stage), name, { limit: options.limit ?? Infinity }),
  );

const bulkEmail = program
  .command('bulk-email')
  .description('e-mail to many, which is paused when too much of it bounces or is complained about');
bulkEmail
  .command('show')
  .description('whether it is paused, and the rates of bounces and complaints')
  .addOption(stageOption())
  .action(async (options: { stage: string }) => showBulkEmail(await findStack(options.stage)));
bulkEmail
  .command('resume')
  .description('resume it, once what was wrong is mended; the rates are counted anew')
  .addOption(stageOption())
  .action(async (options: { stage: string }) => resumeBulkEmailOf(await findStack(options.stage)));

program
  .command('upgrade')
  .description('before another version is deployed')
  .command('check')
  .description('what is deployed, what kind of step it is to this version, and what should be looked at first')
  .addOption(stageOption())
  .action(async (options: { stage: string }) => checkUpgrade(await findStack(options.stage)));
addCompletion(program); // last: it tells of all the others

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodes.failed;
  if (error instanceof CommanderError) {
    process.exitCode = exitCodeOfUsage(process.argv[2], error.exitCode);
    if (error.message.includes(stageIsMissing)) console.error(await askForStage(process.argv.slice(2).join(' ')));
  } else if (error instanceof CannotDo) {
    process.exitCode = error.code;
    console.error(error.message);
  } else throw error;
}

function aJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('it must be JSON.');
  }
}
