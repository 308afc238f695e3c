import type { PageQuery, SubscriptionPage, TopicPage } from '../../contract/message-log/lists.ts';
import type { TopicList, Topics } from '../topics/ports/topics.ts';
import { formatLogCursor, parseLogCursor } from './log-cursor.ts';

/**
 * Reads a page of the topics that somebody is subscribed to.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this list.
 */
export async function listTopics({ limit, cursor }: PageQuery, { topicList }: { topicList: TopicList }): Promise<TopicPage> {
  const after = parseLogCursor(cursor, 'topics', {});
  const { topics: found, next } = await topicList.list({ after, limit });
  return {
    data: found.map((topic) => ({ topic })),
    next_cursor: next === undefined ? undefined : formatLogCursor(next, 'topics', {}),
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
