import { type Command, InvalidArgumentError, Option } from 'commander';
import { ListedNotification, type NotificationQuery } from '../../../contract/message-log/notification-list.ts';
import { Channel, MessageStatus } from '../../../contract/values.ts';
import { withStageApi } from '../api/stage-api.ts';
import { findStack } from '../find-stack.ts';
import { printable } from '../print-result.ts';
import { describeListed } from '../why/describe-listed.ts';
import { aDuration, jsonLinesOption, limitOption, stageOption } from './options.ts';

type Filter = Exclude<keyof NotificationQuery, 'limit' | 'cursor'>;

/** An option for each filter of the API; types ask for one that is missing. */
const filters: Readonly<Record<Filter, Option>> = {
  user: new Option('--user <id>', 'of this user'),
  workflow: new Option('--workflow <key>', 'of this workflow'),
  category: new Option('--category <category>', 'of this category'),
  channel: new Option('--channel <channel>', 'with a message on this channel').choices(Channel.options),
  status: new Option('--status <status>', 'with a message of this status, on that channel').choices(MessageStatus.options),
  topic: new Option('--topic <topic>', 'published to this topic'),
  cancellation_key: new Option('--cancellation-key <key>', 'with this cancellation key'),
  request: new Option('--request <id>', 'of this request, like req_…'),
  address: new Option('--address <address>', 'with a message to this e-mail address or phone number'),
  since: new Option('--since <time>', 'from this instant on, or of the last 30m, 6h, 7d').argParser(anInstant),
  until: new Option('--until <time>', 'before this instant, or longer ago than 30m, 6h, 7d').argParser(anInstant),
  test: new Option('--test <which>', 'of test keys alone, or without them').choices(['true', 'false']),
};

/** Adds `list`: notifications by any of their features. */
export function addList(program: Command): void {
  const list = program
    .command('list')
    .description('notifications, newest first, by any of their features')
    .addOption(stageOption())
    .addOption(limitOption().default(20))
    .addOption(jsonLinesOption());
  for (const filter of Object.values(filters)) list.addOption(filter);
  list.action(listNotifications);
}

type ListOptions = Record<string, unknown> & { stage: string; limit: number; json?: true };

async function listNotifications(options: ListOptions): Promise<void> {
  const given = Object.entries(filters).map(([name, option]) => [name, options[option.attributeName()]] as const);
  const query = Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  const { stage, limit, json } = options;
  await withStageApi(await findStack(stage), 'list', async (api) => {
    let count = 0;
    for await (const listed of api.list(ListedNotification, { path: '/v1/notifications', query, limit })) {
      count += 1;
      console.log(json ? JSON.stringify(listed) : describeListed(listed).map(printable).join('\n'));
    }
    if (!json && count === 0) console.log('there are none');
    if (!json && count === limit) console.log(`the newest ${limit}; --limit has more`);
  });
}

/** Reads an instant, or how long ago: `6h`. */
function anInstant(text: string): string {
  if (/^\d+[mhd]$/.test(text)) return new Date(Date.now() - aDuration(text)).toISOString();
  if (!Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  throw new InvalidArgumentError('it must be an instant like 2026-11-22T09:30:00Z, or how long ago, like 6h.');
}
