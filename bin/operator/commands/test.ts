import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { TestOrder } from '../send-test/send-test.ts';
import { type TestChannel, testChannels } from '../send-test/test-recipient.ts';
import { aCount, jsonOption, stageOption } from './options.ts';

type TestOptions = Omit<TestOrder, 'channel' | 'waitSeconds'> & { wait: number };

/** Adds `test`: one notification through the whole system. */
export function addTest(program: Command): void {
  program
    .command('test')
    .description('send one notification through the whole system, and follow it to its end')
    .addArgument(new Argument('<channel>', 'by which way').choices(testChannels))
    .requiredOption('--to <recipient>', 'an e-mail address, a phone number like +447700900123, or for the inbox a user')
    .addOption(stageOption())
    .addOption(new Option('--wait <seconds>', 'how long to wait for its end').argParser(aCount).default(60))
    .option('--workflow <key>', 'which workflow; else "message", or the first that has copy for the channel')
    .option('--data <json>', 'what that workflow wants; else its example', aJson)
    .addOption(jsonOption())
    .addHelpText('after', '\nExit code: 0 it arrived, 2 it is still under way, 4 it did not and will not arrive')
    .action(async (channel: TestChannel, options: TestOptions) => {
      const { sendTest } = await import('../send-test/send-test.ts');
      process.exitCode = await sendTest({ ...options, channel, waitSeconds: options.wait });
    });
}

function aJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('it must be JSON.');
  }
}
