import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type DynamodbEmulator, startDynamodbEmulator } from '../../dynamodb-emulator.ts';

let emulator: DynamodbEmulator;
let client: DynamoDBClient;
let TableName: string;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
  TableName = await emulator.makeTable();
  client = new DynamoDBClient();
  for (const item of [key('small'), key('other'), indexed('indexed')]) await client.send(put(item));
});
afterAll(async () => {
  client.destroy();
  await emulator.stop();
});

const ReturnConsumedCapacity = 'TOTAL';
const key = (sk: string) => ({ pk: { S: 'U#ada' }, sk: { S: sk } });
const indexed = (sk: string) => ({ ...key(sk), unread: { S: '1' }, shelf: { S: 'active#1' } });

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html, and LSI.html there for indexes
test.each([
  ['a write of up to 1 KB takes one unit', 1, () => put(key('new'))],
  ['each further KB takes one more', 3, () => put({ ...key('large'), text: { S: 'x'.repeat(2500) } })],
  ['each index takes one for an item that is put into it', 3, () => put(indexed('new in indexes'))],
  ['an index takes two when its key changes, and one when it holds all fields', 4, () => update('unread')],
  ['an index takes none for a field that it does not hold', 2, () => update('note')],
  ['a removal takes what its write took', 3, () => new DeleteItemCommand({ ...asked(), Key: key('new in indexes') })],
  ['a transaction takes two for each item, also for one that it only checks', 4, transaction],
  ['statements of a batch take one each, also one that is refused', 2, statements],
  ['reads of a batch take a half for each item, also for none', 1, () => batchGet(false)],
  ['consistent reads take one', 2, () => batchGet(true)],
  ['a query takes a half for 4 KB of all that it finds', 1, query],
])('%s', async (_, units, command) => {
  const { ConsumedCapacity = [] } = (await client.send(command() as PutItemCommand)) as { ConsumedCapacity?: object };

  expect([ConsumedCapacity].flat()).toEqual([expect.objectContaining({ CapacityUnits: units })]);
});

function asked() {
  return { TableName, ReturnConsumedCapacity } as const;
}

function put(Item: Record<string, AttributeValue>): PutItemCommand {
  return new PutItemCommand({ ...asked(), Item });
}

function update(field: string): UpdateItemCommand {
  const change = { UpdateExpression: `SET ${field} = :value`, ExpressionAttributeValues: { ':value': { S: '2' } } };
  return new UpdateItemCommand({ ...asked(), Key: key('indexed'), ...change });
}

function transaction(): TransactWriteItemsCommand {
  const check = { TableName, Key: key('small'), ConditionExpression: 'attribute_exists(pk)' };
  return new TransactWriteItemsCommand({
    ReturnConsumedCapacity,
    TransactItems: [{ Put: { TableName, Item: key('entered') } }, { ConditionCheck: check }],
  });
}

function statements(): BatchExecuteStatementCommand {
  const change = `UPDATE "${TableName}" SET note='x' WHERE pk='U#ada' AND`;
  const Statements = [`${change} sk='small'`, `${change} sk='other' AND note='never'`].map((Statement) => ({ Statement }));
  return new BatchExecuteStatementCommand({ ReturnConsumedCapacity, Statements });
}

function batchGet(ConsistentRead: boolean): BatchGetItemCommand {
  const Keys = [key('small'), key('not there')];
  return new BatchGetItemCommand({ ReturnConsumedCapacity, RequestItems: { [TableName]: { Keys, ConsistentRead } } });
}

function query(): QueryCommand {
  const ofAda = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'U#ada' } } };
  return new QueryCommand({ ...asked(), ...ofAda, ConsistentRead: true });
}
