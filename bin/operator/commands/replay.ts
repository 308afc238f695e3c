import { type Command, Option } from 'commander';
import { ReplayAnswer } from '../../../contract/message-log/resend.ts';
import { type StageApi, withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { countOf } from '../count-of.ts';
import { type DeadLetterQueueName, deadLetterQueueNames } from '../dead-letter-queues.ts';
import { findStack } from '../find-stack.ts';
import { replayDeadLetters } from '../replay-dead-letters.ts';
import { filterIn, filterOptions } from './notification-filter.ts';
import { aCount, jsonLinesOption, stageOption, yesOption } from './options.ts';

type ReplayOptions = Record<string, unknown> & {
  stage: string;
  dlq?: DeadLetterQueueName;
  limit: number;
  send?: true;
  yes?: true;
  json?: true;
};

/** Adds `replay`: all that match and did not reach their users. */
export function addReplay(program: Command): void {
  const replay = program
    .command('replay')
    .description(
      'say which notifications would be sent again, of those that match and did not reach their users; with --send, do it',
    )
    .addOption(stageOption())
    .addOption(new Option('--send', 'send them, each page of 50 after it was shown and confirmed'))
    .addOption(yesOption())
    .addOption(jsonLinesOption());
  const filters = filterOptions();
  replay
    .addOption(
      new Option('--dlq <queue>', 'in place of filters: the dead-letter messages of a queue, given back to whoever works on them')
        .choices(deadLetterQueueNames)
        .conflicts(filters.map((option) => option.attributeName())),
    )
    .addOption(new Option('--limit <n>', 'with --dlq, how many messages at most').argParser(aCount).default(50));
  for (const option of filters) replay.addOption(option);
  replay.action(replayAll);
}

async function replayAll(options: ReplayOptions): Promise<void> {
  const { stage, dlq, send, json } = options;
  if (dlq !== undefined) return replayDeadLetters(await findStack(stage), dlq, options);
  const { test, ...given } = filterIn(options);
  const filter = { ...given, ...(test !== undefined && { test: test === 'true' }) };
  await withStageApi(await findStack(stage), 'replay', async (api) => {
    let cursor: string | undefined;
    let count = 0;
    do {
      const page = await ask(api, { filter, dry_run: true, ...(cursor !== undefined && { cursor }) });
      print(page, json);
      if (send && page.count > 0) print(await sendPage(api, page, { options, cursor }), json);
      count += page.count;
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    if (!json) console.log(send ? `${count} sent again` : `${count} would be sent again; with --send they are`);
  });
}

type Page = { options: ReplayOptions; cursor: string | undefined };

/** Sends what a dry run has shown, and nothing that has come to match since. */
async function sendPage(api: StageApi, page: ReplayAnswer, { options, cursor }: Page): Promise<ReplayAnswer> {
  await confirmChange(`send ${countOf(page.count, 'notification')} again`, options);
  const { filter, confirmation } = page;
  return ask(api, { filter, confirmation, ...(cursor !== undefined && { cursor }) });
}

async function ask(api: StageApi, body: unknown): Promise<ReplayAnswer> {
  const answer = await api.send(ReplayAnswer, { method: 'POST', path: '/v1/notifications/replay', body });
  if (answer === undefined) throw new CannotDo('this stage cannot send again; deploy it again with this version');
  return answer;
}

/** Prints each notification of a page: what would be sent, or as what it was. */
function print({ dry_run, notifications, refused }: ReplayAnswer, json: boolean | undefined): void {
  for (const each of notifications) {
    const as = each.as === undefined ? '' : `  as ${each.as}`;
    const held = each.suppressed === undefined ? '' : `  (${each.suppressed.join(', ')}: the address is suppressed)`;
    console.log(
      json
        ? JSON.stringify({ dry_run, ...each })
        : `${dry_run ? 'would go' : 'sent'}  ${each.id}  ${each.channels.join(', ')}${as}${held}`,
    );
  }
  if (dry_run) for (const { id, detail } of refused) console.error(`${id} cannot be sent again: ${detail}`);
}
