import type { Command } from 'commander';
import { ListedNotification } from '../../../contract/message-log/notification-list.ts';
import { withStageApi } from '../api/stage-api.ts';
import { findStack } from '../find-stack.ts';
import { printable } from '../print-result.ts';
import { describeListed } from '../why/describe-listed.ts';
import { filterIn, filterOptions } from './notification-filter.ts';
import { jsonLinesOption, limitOption, stageOption } from './options.ts';

/** Adds `list`: notifications by any of their features. */
export function addList(program: Command): void {
  const list = program
    .command('list')
    .description('notifications, newest first, by any of their features')
    .addOption(stageOption())
    .addOption(limitOption().default(20))
    .addOption(jsonLinesOption());
  for (const option of filterOptions()) list.addOption(option);
  list.action(listNotifications);
}

type ListOptions = Record<string, unknown> & { stage: string; limit: number; json?: true };

async function listNotifications(options: ListOptions): Promise<void> {
  const { stage, limit, json } = options;
  const query = filterIn(options);
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
