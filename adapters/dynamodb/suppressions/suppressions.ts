import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Suppression, Suppressions } from '../../../core/suppressions/ports/suppressions.ts';
import { formatSuppressionPosition, parseSuppressionPosition } from '../../records/suppression-position.ts';
import { cancellations, contended } from '../table/contended.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { listedSuppressionKey, suppressionKey, suppressionList } from './keys.ts';

type StoredSuppression = Omit<Suppression, 'at'> & { at: string };

/** Keeps suppressions in the table: each lies under the hash of its address, for sending, and once more in a list, for people. */
export function dynamoSuppressions(table: Table): Suppressions {
  return {
    async find(address) {
      const item = await readItem(table, suppressionKey(address), 'recent');
      return item && toSuppression(item as StoredSuppression);
    },
    add: (suppression) => contended('the suppression', () => add(table, suppression)),
    remove: (address) => contended('the suppression', () => remove(table, address)),
    list: (page) => list(table, page),
  };
}

async function find({ name, client }: Table, address: string): Promise<Suppression | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: suppressionKey(address), ConsistentRead: true }));
  return Item && toSuppression(Item as StoredSuppression);
}

async function add(table: Table, suppression: Suppression): Promise<Suppression> {
  const stored = { ...suppression, at: suppression.at.toISOString() };
  const puts = [
    { Put: { TableName: table.name, Item: { ...suppressionKey(suppression.address), ...stored }, ...ifAbsent } },
    { Put: { TableName: table.name, Item: { ...listedSuppressionKey(suppression), ...stored } } },
  ];
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: puts }));
    return suppression;
  } catch (error) {
    const stands = cancellations(error)?.[0] === 'ConditionalCheckFailed' && (await find(table, suppression.address));
    if (!stands) throw error; // removed again in between, and so for `contended` to try anew; or something else altogether
    return stands;
  }
}

async function remove(table: Table, address: string): Promise<Suppression | undefined> {
  const stands = await find(table, address);
  if (stands === undefined) return undefined;

  const deletes = [
    {
      Delete: {
        TableName: table.name,
        Key: suppressionKey(address),
        ConditionExpression: '#at = :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': stands.at.toISOString() },
      },
    },
    { Delete: { TableName: table.name, Key: listedSuppressionKey(stands) } },
  ];
  await table.client.send(new TransactWriteCommand({ TransactItems: deletes }));
  return stands;
}

async function list({ name, client }: Table, { after, limit }: Parameters<Suppressions['list']>[0]) {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :list',
      ExpressionAttributeValues: { ':list': suppressionList },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: { pk: suppressionList, sk: parseSuppressionPosition(after) } }),
    }),
  );
  return {
    suppressions: (Items as StoredSuppression[]).map(toSuppression),
    ...(LastEvaluatedKey && { next: formatSuppressionPosition(LastEvaluatedKey.sk) }),
  };
}

const ifAbsent = { ConditionExpression: 'attribute_not_exists(pk)' };

function toSuppression({ address, reason, source, at, notificationId, listedAt }: StoredSuppression): Suppression {
  return { address, reason, source, at: new Date(at), ...(notificationId && { notificationId }), ...(listedAt && { listedAt }) };
}
