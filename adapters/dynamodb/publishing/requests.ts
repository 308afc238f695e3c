import { QueryCommand, type QueryCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RequestPart, Requests } from '../../../core/publishing/ports/requests.ts';
import { loggedRequest } from '../message-log/keys.ts';
import { assignments } from '../table/assignments.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { insertItem } from '../table/write-statement.ts';
import { requestPartition, requestPartKey } from './keys.ts';

/** A part as it lies in the table. */
export type StoredPart = Omit<RequestPart, 'requestedAt' | 'notificationIds' | 'refused' | 'broadcast'> & {
  requestedAt: string;
  /** Ids without their prefix, as a set: noting some again adds none twice, in one write. */
  ulids?: Set<string>;
  refused?: string;
  broadcast?: string;
  expiresAt: number;
};

/** Requests in the table: one item a part, which is one write for up to a hundred notifications. */
export function dynamoRequests(table: Table): Requests {
  return {
    async note(part) {
      const item = toItem(part);
      if (!(await insertItem(table, item))) await addTo(table, item);
    },

    async parts({ requestId, from, limit }) {
      const { items, more } = await query(table, {
        KeyConditionExpression: 'pk = :pk AND sk >= :from',
        ExpressionAttributeValues: { ':pk': requestPartition(requestId), ':from': requestPartKey(requestId, from).sk },
        Limit: limit,
      });
      return { parts: items, more };
    },

    async lastPart(requestId) {
      const { items } = await query(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': requestPartition(requestId) },
        ScanIndexForward: false,
        Limit: 1,
      });
      return items[0];
    },
  };
}

type NewPart = Parameters<Requests['note']>[0];

function toItem({ requestId, notificationIds, requestedAt, expiresAt, refused, broadcast, from, ...part }: NewPart) {
  const { topic, tenant, workflow, test, isLast } = part;
  const ulids = notificationIds.map((id) => id.slice('ntf_'.length));
  return {
    ...requestPartKey(requestId, from),
    ...loggedRequest(requestId, from),
    requestId,
    workflow,
    topic,
    tenant,
    test,
    from,
    isLast,
    requestedAt: requestedAt.toISOString(),
    expiresAt: epochSeconds(expiresAt),
    refused: refused.length > 0 ? JSON.stringify(refused) : undefined,
    broadcast: broadcast && JSON.stringify(broadcast),
    ulids: ulids.length > 0 ? new Set(ulids) : undefined, // a set cannot be empty
  };
}

/** Adds to a part that was noted before; what was refused then is put right by a redrive. */
async function addTo({ name, client }: Table, { pk, sk, ulids, ...rest }: ReturnType<typeof toItem>): Promise<void> {
  const fields = assignments(rest);
  const parts = [`SET ${fields.set}`, ulids && 'ADD ulids :ulids', rest.refused === undefined && 'REMOVE refused'];
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: { pk, sk },
      UpdateExpression: parts.filter(Boolean).join(' '),
      ExpressionAttributeNames: fields.names,
      ExpressionAttributeValues: { ...fields.values, ...(ulids && { ':ulids': ulids }) },
    }),
  );
}

async function query({ name, client, now }: Table, input: Omit<QueryCommandInput, 'TableName'>) {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({ TableName: name, ConsistentRead: true, ...input }),
  );
  const there = (Items as StoredPart[]).filter((item) => !hasExpired(item, now()));
  return { items: there.map(toPart), more: LastEvaluatedKey !== undefined };
}

function toPart({
  requestId,
  workflow,
  topic,
  tenant,
  test,
  requestedAt,
  from,
  ulids,
  isLast,
  refused,
  broadcast,
}: StoredPart): RequestPart {
  return {
    requestId,
    workflow,
    ...(topic !== undefined && { topic }),
    ...(tenant !== undefined && { tenant }),
    test,
    requestedAt: new Date(requestedAt),
    from,
    notificationIds: [...(ulids ?? [])].sort().map((ulid) => `ntf_${ulid}`),
    isLast,
    refused: refused === undefined ? [] : JSON.parse(refused),
    ...(broadcast !== undefined && { broadcast: JSON.parse(broadcast) }),
  };
}
