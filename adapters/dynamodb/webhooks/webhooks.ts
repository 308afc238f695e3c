import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Webhook, Webhooks } from '../../../core/webhooks/ports/webhooks.ts';
import { contended } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { webhookKey, webhookList } from './keys.ts';

/** A webhook as it lies in the table; `version` rises with every change. */
type StoredWebhook = Omit<Webhook, 'failingSince' | 'earlier' | 'createdAt'> & {
  failingSince?: string;
  earlier?: { generation: number; until: string }[];
  createdAt: string;
  version: number;
};

async function read({ name: TableName, client }: Table, id: string): Promise<StoredWebhook | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: webhookKey(id), ConsistentRead: true }));
  return Item as StoredWebhook | undefined;
}

/** Finds a webhook, which is all that those need who call it back. */
export async function findWebhook(table: Table, id: string): Promise<Webhook | undefined> {
  const stored = await read(table, id);
  return stored && toWebhook(stored);
}

/** Keeps webhooks in one partition of the table, so that all are read in one request. */
export function dynamoWebhooks(table: Table): Webhooks {
  const { name: TableName, client } = table;

  async function change(id: string, to: (webhook: Webhook) => Webhook): Promise<Webhook | undefined> {
    const stored = await read(table, id);
    if (stored === undefined) return undefined;
    const changed = to(toWebhook(stored));
    await client.send(
      new PutCommand({
        TableName,
        Item: toItem(changed, stored.version + 1),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': stored.version },
      }),
    );
    return changed;
  }

  return {
    async list() {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': webhookList },
          ConsistentRead: true,
        }),
      );
      return (Items as StoredWebhook[]).map(toWebhook);
    },
    find: (id) => findWebhook(table, id),
    async add(webhook) {
      await client.send(new PutCommand({ TableName, Item: toItem(webhook, 1) }));
    },
    change: (id, to) => contended('the webhook', () => change(id, to)),
    async remove(id) {
      await client.send(new DeleteCommand({ TableName, Key: webhookKey(id) }));
    },
  };
}

function toItem({ failingSince, earlier, createdAt, ...webhook }: Webhook, version: number) {
  const instants = {
    failingSince: failingSince?.toISOString(),
    earlier: earlier?.map(({ generation, until }) => ({ generation, until: until.toISOString() })),
    createdAt: createdAt.toISOString(),
  };
  return { ...webhookKey(webhook.id), ...webhook, ...instants, version };
}

function toWebhook(stored: StoredWebhook): Webhook {
  const { id, url, events, description, status, disabledBecause, failingSince, generation, earlier, createdAt, rotation } =
    stored;
  return {
    id,
    url,
    events,
    ...(description !== undefined && { description }),
    status,
    ...(disabledBecause && { disabledBecause }),
    ...(failingSince && { failingSince: new Date(failingSince) }),
    generation,
    ...(rotation !== undefined && { rotation }),
    ...(earlier && { earlier: earlier.map((each) => ({ ...each, until: new Date(each.until) })) }),
    createdAt: new Date(createdAt),
  };
}
