import type { PageQuery, SubscriptionPage, TopicPage } from '../../contract/message-log/lists.ts';
import { cursorInvalid } from '../errors.ts';
import { beginningOf, type Tenant } from '../tenants/rules/owned.ts';
import type { TopicList, Topics } from '../topics/ports/topics.ts';
import { formatLogCursor, parseLogCursor } from './log-cursor.ts';

/**
 * Reads a page of the topics that somebody is subscribed to, of one tenant or of all.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this list.
 */
export async function listTopics(
  { limit, cursor, tenant }: PageQuery & { tenant?: Tenant },
  { topicList }: { topicList: TopicList },
): Promise<TopicPage> {
  const prefix = beginningOf(tenant);
  const after = parseLogCursor(cursor, 'topics', { tenant });
  if (after !== undefined && !after.startsWith(prefix)) throw cursorInvalid('list');
  const { topics: found, next } = await topicList.list({ prefix, after, limit });
  return {
    data: found.map((topic) => ({ topic })),
    next_cursor: next === undefined ? undefined : formatLogCursor(next, 'topics', { tenant }),
  };
}

/**
 * Reads a page of those who are subscribed to a topic; nobody where there is no such topic.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this topic.
 */
export async function listSubscriptions(
  { topic, limit, cursor }: PageQuery & { topic: string },
  { topics }: { topics: Pick<Topics, 'subscribers'> },
): Promise<SubscriptionPage> {
  const after = parseLogCursor(cursor, 'subscriptions', { topic });
  const { userIds, next } = await topics.subscribers({ topic, after, limit });
  const next_cursor = next === undefined ? undefined : formatLogCursor(next, 'subscriptions', { topic });
  return { data: userIds.map((user) => ({ user })), next_cursor };
}
