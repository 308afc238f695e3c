// /v1/notifications, /v1/users, /v1/topics, /v1/workflows → lists → message log, users, topics, workflows
import { dynamoPublishingLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoMessageLog } from '../../adapters/dynamodb/message-log/message-log.ts';
import { dynamoSuppressionReads } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoTopicList } from '../../adapters/dynamodb/topics/list-topics.ts';
import { dynamoTopics } from '../../adapters/dynamodb/topics/topics.ts';
import { dynamoUserList } from '../../adapters/dynamodb/users/list-users.ts';
import { messageLogRoutes } from '../../contract/message-log/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { listNotifications } from '../../core/message-log/list-notifications.ts';
import { listSubscriptions, listTopics } from '../../core/message-log/list-topics.ts';
import { listUsers } from '../../core/message-log/list-users.ts';
import { listedWorkflows } from '../../workflows/listed-workflows.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = {
  messageLog: dynamoMessageLog(table),
  ledger: dynamoPublishingLedger(table),
  suppressions: dynamoSuppressionReads(table),
  userList: dynamoUserList(table),
  topicList: dynamoTopicList(table),
  topics: dynamoTopics(table),
};

export const handler = onHttp<'message-log/message-log'>(
  messageLogRoutes,
  {
    listNotifications: async ({ query, from: { tenant } }) => ({ body: await listNotifications({ ...query, tenant }, deps) }),
    listUserNotifications: async ({ params: { id }, query, from: { tenant } }) => ({
      body: await listNotifications({ ...query, user: id, tenant }, deps),
    }),
    listUsers: async ({ query, from: { tenant } }) => ({ body: await listUsers({ ...query, tenant }, deps) }),
    listTopics: async ({ query, from: { tenant } }) => ({ body: await listTopics({ ...query, tenant }, deps) }),
    listSubscriptions: async ({ params, query }) => ({ body: await listSubscriptions({ ...params, ...query }, deps) }),
    listWorkflows: async () => ({ body: { data: listedWorkflows() } }),
  },
  { server: byApiKey(table) },
);
