import { type Command, Option } from 'commander';
import { channelOf } from '../../../contract/channels/channels.ts';
import { ResendAnswer } from '../../../contract/message-log/resend.ts';
import { Channel } from '../../../contract/values.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';
import { jsonOption, stageOption, yesOption } from './options.ts';

type ResendOptions = { stage: string; channel?: Channel; again?: true; yes?: true; json?: true };

/** Adds `resend`: one notification once more, where it did not reach its user. */
export function addResend(program: Command): void {
  program
    .command('resend')
    .description('send a notification again, on the channels that did not reach its user')
    .argument('<notification>', 'its id, like ntf_…')
    .addOption(stageOption())
    .addOption(new Option('--channel <channel>', 'on this channel alone').choices(Channel.options))
    .option('--again', 'also if it has reached the user there, or may have')
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(resend);
}

async function resend(id: string, { channel, again, json, ...change }: ResendOptions): Promise<void> {
  const { stage } = change;
  await confirmChange(`send ${id} again`, change);
  const body = { ...(channel && { channels: [channel] }), ...(again && { confirm: true }) };
  const request = { method: 'POST', path: `/v1/notifications/${encodeURIComponent(id)}/resend`, body } as const;
  const sent = await withStageApi(await findStack(stage), 'resend', (api) => api.send(ResendAnswer, request));
  if (sent === undefined) throw new CannotDo(`stage ${stage} has no notification "${id}"`, { code: exitCodes.notFound });
  printResult(json, sent, resentWords(sent, stage));
}

/** Says on which channels it goes again and on which it does not, and as which notification. */
export function resentWords({ notification, channels, suppressed = [] }: ResendAnswer, stage: string): string[] {
  const going = channels.filter((channel) => !suppressed.includes(channel));
  const done =
    going.length === 0
      ? `Nothing is sent; ${notification} keeps why`
      : `Sent again as ${notification}, on ${going.join(' and ')}`;
  return [
    ...(suppressed.length === 0 ? [] : [suppressedWords(suppressed, stage)]),
    `${done}. What becomes of it: npm run bellhop -- show ${notification} --stage ${stage}`,
  ];
}

/** Says that nothing will arrive, and what stands against it. */
export function suppressedWords(channels: readonly Channel[], stage: string): string {
  const words = channels.map((channel) => channelOf(channel).words.one).join(' and ');
  return `Its ${words} will not be sent: the address is suppressed. Why, and how to lift that: npm run bellhop -- why <address> --stage ${stage}`;
}
