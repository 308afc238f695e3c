// /v1/users/{id}/chat-connections, /v1/topics/{topic}/chat-connections → putConnection, … → chat connections
import { randomUUID } from 'node:crypto';
import { dynamoChatConnections } from '../../../adapters/dynamodb/channels/chat/chat-connections.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { webhookTargets } from '../../../adapters/webhooks/webhook-targets.ts';
import { chatRoutes } from '../../../contract/channels/chat/routes.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deleteConnection, listConnections, putConnection, readConnection } from '../../../core/channels/chat/connections.ts';
import { roomOf } from '../../../core/topics/rules/room.ts';
import { byApiKey } from '../../shell/by-api-key.ts';
import { nothing, onHttp } from '../../shell/on-http.ts';

const settings = readSettings('TABLE_NAME', 'WEBHOOK_SECRET_PARAMETER', 'WEBHOOKS_TO_LOOPBACK');
const table = openTable(settings.TABLE_NAME);
const deps = {
  chatConnections: dynamoChatConnections(table),
  secret: ssmSigningSecret(settings.WEBHOOK_SECRET_PARAMETER),
  targets: webhookTargets({ loopback: settings.WEBHOOKS_TO_LOOPBACK === 'yes' }),
  newSeed: randomUUID,
  now: () => new Date(),
};

export const handler = onHttp<'channels/chat/connections'>(
  chatRoutes,
  {
    putUserChatConnection: async ({ params: { id: owner, connection: id }, body: connection }) => ({
      body: await putConnection({ owner, id, connection }, deps),
    }),
    readUserChatConnection: async ({ params: { id: owner, connection: id } }) => ({
      body: await readConnection({ owner, id }, deps),
    }),
    deleteUserChatConnection: ({ params: { id: owner, connection: id } }) => deleteConnection({ owner, id }, deps).then(nothing),
    listUserChatConnections: async ({ params: { id } }) => ({ body: await listConnections(id, deps) }),
    putTopicChatConnection: async ({ params: { topic, connection: id }, body: connection }) => ({
      body: await putConnection({ owner: roomOf(topic), id, connection }, deps),
    }),
    readTopicChatConnection: async ({ params: { topic, connection: id } }) => ({
      body: await readConnection({ owner: roomOf(topic), id }, deps),
    }),
    deleteTopicChatConnection: ({ params: { topic, connection: id } }) =>
      deleteConnection({ owner: roomOf(topic), id }, deps).then(nothing),
    listTopicChatConnections: async ({ params: { topic } }) => ({ body: await listConnections(roomOf(topic), deps) }),
  },
  { server: byApiKey(table) },
);
