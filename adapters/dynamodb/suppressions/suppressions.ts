import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Suppression, Suppressions } from '../../../core/suppressions/ports/suppressions.ts';
import { afterAnotherSuppression, isSameSuppression } from '../../records/after-another-suppression.ts';
import { formatSuppressionPosition, parseSuppressionPosition } from '../../records/suppression-position.ts';
import { cancellationReasons, contended } from '../table/contended.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { listedSuppressionKey, suppressionKey, suppressionList } from './keys.ts';

type StoredSuppression = Omit<Suppression, 'at'> & { at: string };

/** Keeps suppressions in the table: each lies under the hash of its address, for sending, and once more in a list, for people. */
export function dynamoSuppressions(table: Table): Suppressions {
  return {
    ...dynamoSuppressionReads(table),
    add: (suppression) => contended('the suppression', () => add(table, suppression)),
    remove: (address, only) => contended('the suppression', () => remove(table, address, only)),
    list: (page) => list(table, page),
  };
}

/** Says whether an address is suppressed: whoever changes nothing loads no more. */
export function dynamoSuppressionReads(table: Table): Pick<Suppressions, 'find'> {
  return {
    async find(address) {
      const item = await readItem(table, suppressionKey(address), 'recent');
      return item && toSuppression(item as StoredSuppression);
    },
  };
}

async function find({ name, client }: Table, address: string): Promise<Suppression | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: suppressionKey(address), ConsistentRead: true }));
  return Item && toSuppression(Item as StoredSuppression);
}

async function add(table: Table, suppression: Suppression): Promise<Suppression> {
  try {
    await put(table, suppression, ifAbsent);
    return suppression;
  } catch (error) {
    const stands = cancellationReasons(error)?.[0] === 'ConditionalCheckFailed' && (await find(table, suppression.address));
    if (!stands) throw error; // removed again in between, and so for `contended` to try anew; or something else altogether
    const kept = afterAnotherSuppression(stands, suppression);
    if (kept !== stands) await put(table, kept, ifStill(stands));
    return kept;
  }
}

/** Writes it in both places, if the condition holds of the one that sending looks at. */
async function put({ name, client }: Table, suppression: Suppression, condition: object): Promise<void> {
  const stored = { ...suppression, at: suppression.at.toISOString() };
  const puts = [
    { Put: { TableName: name, Item: { ...suppressionKey(suppression.address), ...stored }, ...condition } },
    { Put: { TableName: name, Item: { ...listedSuppressionKey(suppression), ...stored } } },
  ];
  await client.send(new TransactWriteCommand({ TransactItems: puts }));
}

async function remove(table: Table, address: string, only?: Suppression): Promise<Suppression | undefined> {
  const stands = await find(table, address);
  if (stands === undefined || (only && !isSameSuppression(stands, only))) return undefined;

  const deletes = [
    { Delete: { TableName: table.name, Key: suppressionKey(address), ...ifStill(stands) } },
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

/** Holds while nobody has written it since it was read. */
function ifStill({ at, listedAt }: Suppression) {
  return {
    ConditionExpression: `#at = :at AND ${listedAt === undefined ? 'attribute_not_exists(listedAt)' : 'listedAt = :listedAt'}`,
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': at.toISOString(), ...(listedAt !== undefined && { ':listedAt': listedAt }) },
  };
}

function toSuppression({ address, reason, source, at, notificationId, listedAt }: StoredSuppression): Suppression {
  return { address, reason, source, at: new Date(at), ...(notificationId && { notificationId }), ...(listedAt && { listedAt }) };
}
