import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Deliveries, Delivery, DeliveryState, DeliveryStep } from '../../../core/webhooks/ports/webhooks.ts';
import { formatDeliveryPosition, parseDeliveryPosition } from '../../records/delivery-position.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { insertItem } from '../table/write-statement.ts';
import { deliveryKey, deliveryPartition } from './keys.ts';

/** A delivery as it lies in the table, until its time is up. */
type StoredDelivery = Omit<Delivery, 'nextAttemptAt' | 'createdAt' | 'expiresAt'> & {
  nextAttemptAt?: string;
  createdAt: string;
  expiresAt: number;
};

/** Keeps deliveries in the table, each under its webhook: one write for the delivery and one for each attempt. */
export function dynamoDeliveries(table: Table): Deliveries {
  return {
    async add(deliveries) {
      await Promise.all(deliveries.map((delivery) => insertItem(table, toItem(delivery))));
    },
    find: (webhookId, eventId) => find(table, webhookId, eventId),
    record: (state, step) => record(table, state, step),
    renew: (state, at) => renew(table, state, at),
    list: (webhookId, page) => list(table, webhookId, page),
  };
}

async function find({ name, client, now }: Table, webhookId: string, eventId: string): Promise<Delivery | undefined> {
  const Key = deliveryKey(webhookId, eventId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  const stored = Item as StoredDelivery | undefined;
  return stored && !hasExpired(stored, now()) ? toDelivery(stored) : undefined;
}

/** What was forgotten meanwhile stays so. */
async function record(table: Table, state: DeliveryState, { status, nextAttemptAt, attempt }: DeliveryStep): Promise<boolean> {
  const [set, remove] = nextAttemptAt === undefined ? ['', ' REMOVE nextAttemptAt'] : [', nextAttemptAt = :next', ''];
  const tried = attempt === undefined ? '' : ', attempts = list_append(attempts, :attempts), tries = tries + :one';
  const stored = await update(table, state, {
    UpdateExpression: `SET #status = :status${set}${tried}${remove}`,
    values: {
      ':status': status,
      ...(nextAttemptAt !== undefined && { ':next': nextAttemptAt.toISOString() }),
      ...(attempt !== undefined && { ':attempts': [attempt], ':one': 1 }),
    },
  });
  return stored !== undefined;
}

async function renew(table: Table, state: DeliveryState, now: Date): Promise<Delivery | undefined> {
  const stored = await update(table, state, {
    UpdateExpression: 'SET #status = :status, tries = :none, replays = :next, nextAttemptAt = :now',
    values: { ':status': 'pending', ':none': 0, ':next': (state.replays ?? 0) + 1, ':now': now.toISOString() },
  });
  return stored && !hasExpired(stored, table.now()) ? toDelivery(stored) : undefined;
}

/** Writes to a delivery as it was read; nothing when it stands elsewhere. One that is not there has no `tries`. */
async function update(
  { name, client }: Table,
  { webhookId, eventId, tries, replays }: DeliveryState,
  { UpdateExpression, values }: { UpdateExpression: string; values: Record<string, unknown> },
): Promise<StoredDelivery | undefined> {
  const ofReplay = replays === undefined ? 'attribute_not_exists(replays)' : 'replays = :replays';
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: name,
        Key: deliveryKey(webhookId, eventId),
        UpdateExpression,
        ConditionExpression: `tries = :tries AND ${ofReplay}`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ...values, ':tries': tries, ...(replays !== undefined && { ':replays': replays }) },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as StoredDelivery | undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

async function list({ name, client, now }: Table, webhookId: string, { after, limit }: Parameters<Deliveries['list']>[1]) {
  const from = after === undefined ? undefined : deliveryKey(webhookId, parseDeliveryPosition(webhookId, after));
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': deliveryPartition(webhookId) },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
      ExclusiveStartKey: from,
    }),
  );
  const kept = (Items as StoredDelivery[]).filter((stored) => !hasExpired(stored, now()));
  return {
    deliveries: kept.map(toDelivery),
    ...(LastEvaluatedKey && { next: formatDeliveryPosition(webhookId, LastEvaluatedKey.sk) }),
  };
}

function toItem({ nextAttemptAt, createdAt, expiresAt, ...delivery }: Delivery) {
  return {
    ...deliveryKey(delivery.webhookId, delivery.eventId),
    ...delivery,
    nextAttemptAt: nextAttemptAt?.toISOString(),
    createdAt: createdAt.toISOString(),
    expiresAt: epochSeconds(expiresAt),
  };
}

function toDelivery({ webhookId, eventId, body, status, attempts, tries, ...rest }: StoredDelivery): Delivery {
  const { replays, nextAttemptAt, createdAt, expiresAt } = rest;
  return {
    webhookId,
    eventId,
    body,
    status,
    attempts,
    tries,
    ...(replays !== undefined && { replays }),
    ...(nextAttemptAt !== undefined && { nextAttemptAt: new Date(nextAttemptAt) }),
    createdAt: new Date(createdAt),
    expiresAt: new Date(expiresAt * 1000),
  };
}
