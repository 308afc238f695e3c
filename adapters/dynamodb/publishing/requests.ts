import { QueryCommand, type QueryCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RequestPart, Requests } from '../../../core/publishing/ports/requests.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { requestPartition, requestPartKey } from './keys.ts';

type StoredPart = Omit<RequestPart, 'requestedAt' | 'notificationIds' | 'refused'> & {
  requestedAt: string;
  /** Ids without their prefix, as a set: noting some again adds none twice, in one write. */
  ulids?: Set<string>;
  refused?: string;
  expiresAt: number;
};

/** Requests in the table: one item a part, which is one write for up to a hundred notifications. */
export function dynamoRequests(table: Table): Requests {
  return {
    async note(part) {
      await table.client.send(toUpdate(table, part));
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

function toUpdate({ name }: Table, part: Parameters<Requests['note']>[0]): UpdateCommand {
  const { requestId, notificationIds, requestedAt, expiresAt, refused, topic, workflow, test, from, isLast } = part;
  const ulids = notificationIds.map((id) => id.slice('ntf_'.length));
  const set = {
    requestId,
    workflow,
    test,
    from,
    isLast,
    requestedAt: requestedAt.toISOString(),
    expiresAt: epochSeconds(expiresAt),
  };
  const more = { ...(topic !== undefined && { topic }), ...(refused.length > 0 && { refused: JSON.stringify(refused) }) };
  const attributes = Object.entries({ ...set, ...more });
  const setting = `SET ${attributes.map((_, n) => `#a${n} = :a${n}`).join(', ')}`;
  return new UpdateCommand({
    TableName: name,
    Key: requestPartKey(requestId, from),
    // a set cannot be empty; what was refused before is put right by a redrive
    UpdateExpression: [setting, ulids.length > 0 && 'ADD ulids :ulids', refused.length === 0 && 'REMOVE refused']
      .filter(Boolean)
      .join(' '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([attribute], n) => [`#a${n}`, attribute])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(attributes.map(([, value], n) => [`:a${n}`, value])),
      ...(ulids.length > 0 && { ':ulids': new Set(ulids) }),
    },
  });
}

async function query({ name, client, now }: Table, input: Omit<QueryCommandInput, 'TableName'>) {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({ TableName: name, ConsistentRead: true, ...input }),
  );
  const there = (Items as StoredPart[]).filter((item) => !hasExpired(item, now()));
  return { items: there.map(toPart), more: LastEvaluatedKey !== undefined };
}

function toPart({ requestId, workflow, topic, test, requestedAt, from, ulids, isLast, refused }: StoredPart): RequestPart {
  return {
    requestId,
    workflow,
    ...(topic !== undefined && { topic }),
    test,
    requestedAt: new Date(requestedAt),
    from,
    notificationIds: [...(ulids ?? [])].sort().map((ulid) => `ntf_${ulid}`),
    isLast,
    refused: refused === undefined ? [] : JSON.parse(refused),
  };
}
