import { GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { StoredMessage } from '../../../adapters/dynamodb/delivery/message-item.ts';
import { conditionHeld } from '../../../adapters/dynamodb/table/condition-held.ts';
import type { Key } from '../../../adapters/dynamodb/table/key.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { type Item, type Only, unlessThere } from './item-kinds.ts';

/** The table as it is, and as it was at an instant. */
export type Tables = { from: Table; to: Table };

/** Reads the item of a key as it lies in a table. */
export async function getItem({ name: TableName, client }: Table, { pk, sk }: Key): Promise<Item | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
  return Item as Item | undefined;
}

/** Puts an item under a condition; answers whether it held. */
export function putItem(Item: Item, only: Only, { name: TableName, client }: Table): Promise<boolean> {
  return conditionHeld(client.send(new PutCommand({ TableName, Item, ...only })));
}

/** Copies the item of a key, if the old table has it and the restored one does not. */
export async function copyItem(key: Key, { from, to }: Tables): Promise<void> {
  const item = await getItem(from, key);
  if (item !== undefined) await putItem(item, unlessThere, to);
}

/** Reads all items that lie together. */
export async function readPartition(pk: string, { name: TableName, client }: Table): Promise<Item[]> {
  const all: Item[] = [];
  const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ConsistentRead: true };
  for await (const { Items = [] } of paginateQuery({ client }, query)) all.push(...(Items as Item[]));
  return all;
}

/** Picks the messages out of the items of a notification. */
export function messagesAmong(items: readonly Item[]): StoredMessage[] {
  return items.filter(({ sk }) => sk.startsWith('M#')) as (Item & StoredMessage)[];
}
