// /v1/topics/{topic}/subscriptions/{user} → subscribe, unsubscribeFromTopic → topics
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoTopics } from '../../adapters/dynamodb/topics/topics.ts';
import { readSettings } from '../../contract/settings.ts';
import { topicRoutes } from '../../contract/topics/routes.ts';
import { subscribe, unsubscribeFromTopic } from '../../core/topics/topics.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { nothing, onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = { topics: dynamoTopics(table) };

export const handler = onHttp<'topics/topics'>(
  topicRoutes,
  {
    subscribe: ({ params: { topic, user } }) => subscribe({ topic, userId: user }, deps).then(nothing),
    unsubscribeFromTopic: ({ params: { topic, user } }) => unsubscribeFromTopic({ topic, userId: user }, deps).then(nothing),
  },
  { server: byApiKey(table) },
);
