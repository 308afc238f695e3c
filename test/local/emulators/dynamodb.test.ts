import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { emulatorBinary, endEmulatorLeftBehind, startDynamo } from '../../../local/emulators/dynamodb.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { claimPorts } from '../../../local/ports.ts';
import { markOf, readMark, writeMark } from '../../../local/processes.ts';
import { CannotStart, type Stoppable } from '../../../local/stopping.ts';
import { readTemplate } from '../../../local/template/blueprint.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { aTemplate, place } from '../a-template.ts';
import { isFreeBeyondLoopback } from '../listening.ts';
import { rawRequest } from '../raw-request.ts';

const logIndex = {
  IndexName: 'log',
  KeySchema: [
    { AttributeName: 'logged', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' },
};

function tables(indexName: string, global: (typeof logIndex)[] = []) {
  const Table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'unread', ...global.map(() => 'logged')].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      LocalSecondaryIndexes: [
        {
          IndexName: indexName,
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'unread', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['seen', 'category'] },
        },
      ],
      ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  };
  return readTemplate(aTemplate({ Table }), place).tables;
}

const TableName = 'test-Table';
const Key = { pk: { S: 'a' }, sk: { S: 'b' } };

test('tables are made as the template says, and kept from start to start', async () => {
  const dataFolder = scratchFolder();
  const { tables: port } = await claimPorts(0);
  const client = new DynamoDBClient(clientConfig(`http://127.0.0.1:${port}`));

  const first = await startDynamo({ port, dataFolder, tables: tables('unread') });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  await client.send(new PutItemCommand({ TableName, Item: Key }));
  await first.stop();
  const second = await startDynamo({ port, dataFolder, tables: tables('unread') });
  const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
  await second.stop();

  expect(Table?.LocalSecondaryIndexes).toMatchObject([{ IndexName: 'unread', Projection: { ProjectionType: 'INCLUDE' } }]);
  expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' });
  expect(Item).toEqual(Key);
});

test('a kept table gets the index that a newer version adds, with what is in it already', async () => {
  const dataFolder = scratchFolder();
  const { tables: port } = await claimPorts(0);
  const client = new DynamoDBClient(clientConfig(`http://127.0.0.1:${port}`));
  const first = await startDynamo({ port, dataFolder, tables: tables('unread') });
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, logged: { S: 'L#0' } } }));
  await first.stop();

  const second = await startDynamo({ port, dataFolder, tables: tables('unread', [logIndex]) });
  const asked = { TableName, IndexName: 'log', KeyConditionExpression: 'logged = :logged' };
  const found = await client.send(new QueryCommand({ ...asked, ExpressionAttributeValues: { ':logged': { S: 'L#0' } } }));
  await second.stop();
  const third = await startDynamo({ port, dataFolder, tables: tables('unread', [logIndex]) });
  await third.stop();

  expect(found.Items).toEqual([{ ...Key, logged: { S: 'L#0' } }]);
});

test('a write and a look at the stream find their records by an index, however many there are', async () => {
  const dataFolder = scratchFolder();
  const { tables: port } = await claimPorts(0);
  await (await startDynamo({ port, dataFolder, tables: tables('unread') })).stop();

  const database = new DatabaseSync(join(dataFolder, 'dynamodb.sqlite'));
  const planOf = (statement: string) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${statement}`)
      .all()
      .map(({ detail }) => detail);
  // as dynoxide 1.2.1 has them
  const next = planOf(
    "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 't'",
  );
  const read = planOf(
    `SELECT event_name FROM _stream_records WHERE table_name = 't' AND shard_id = 's' AND CAST(sequence_number AS INTEGER) > 1
    ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 10`,
  );
  database.close();

  expect(next).toEqual([expect.stringMatching(/^SEARCH _stream_records USING .*INDEX _stream_records_next/)]);
  expect(read).toEqual([expect.stringMatching(/^SEARCH _stream_records USING INDEX _stream_records_read .*>/)]);
});

test('a kept table that no longer fits the template is told, not used', async () => {
  const dataFolder = scratchFolder();
  const { tables: port } = await claimPorts(0);
  await (await startDynamo({ port, dataFolder, tables: tables('unread') })).stop();

  const again = startDynamo({ port, dataFolder, tables: tables('other') });

  await expect(again).rejects.toThrow(/"test-Table".*npm start -- --fresh/);
  expect(() => readFileSync(join(dataFolder, 'dynamodb.pid'))).toThrow('ENOENT');
});

test('an emulator that a killed start left behind is ended', async () => {
  const dataFolder = scratchFolder();
  const { tables: port } = await claimPorts(0);
  const leftOver = spawn(emulatorBinary(), ['serve', '--port', String(port), '--db-path', join(dataFolder, 'dynamodb.sqlite')], {
    stdio: 'ignore',
  });
  writeMark(join(dataFolder, 'dynamodb.pid'), leftOver.pid ?? 0);

  await endEmulatorLeftBehind(dataFolder);

  expect(markOf(leftOver.pid ?? 0)).toBeUndefined();
});

test('the emulator and its guard listen on loopback only', async () => {
  const dataFolder = scratchFolder();
  const { tables: port } = await claimPorts(0);
  const emulator = await startDynamo({ port, dataFolder, tables: [] });

  const open = await isFreeBeyondLoopback(port);
  const pid = readMark(join(dataFolder, 'dynamodb.pid'))?.pid ?? 0;
  await emulator.stop();

  expect(open).toBe(true);
  expect(pid).toBeGreaterThan(0);
  expect(markOf(pid)).toBeUndefined();
});

test('a platform without an emulator is told which package is missing', () => {
  expect(() => emulatorBinary('sunos', 'x64')).toThrow(CannotStart);
  expect(() => emulatorBinary('sunos', 'x64')).toThrow(/no DynamoDB emulator for sunos-x64.*@dynoxide\/sunos-x64/);
});

test('a port that was taken meanwhile ends the start, and leaves no emulator', async () => {
  const dataFolder = scratchFolder();
  const { tables: port } = await claimPorts(0);
  const first = await startDynamo({ port, dataFolder: scratchFolder(), tables: [] });

  await expect(startDynamo({ port, dataFolder, tables: [] })).rejects.toThrow('EADDRINUSE');
  await first.stop();

  expect(() => readFileSync(join(dataFolder, 'dynamodb.pid'))).toThrow('ENOENT');
});

describe('a web page', () => {
  let port: number;
  let emulator: Stoppable;
  const list = { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' };

  beforeAll(async () => {
    port = (await claimPorts(0)).tables;
    emulator = await startDynamo({ port, dataFolder: scratchFolder(), tables: [] });
  });

  afterAll(() => emulator.stop());

  test.each<[string, Record<string, string>]>([
    ['with an Origin', { origin: 'https://evil.example' }],
    ['under a foreign Host', { host: 'evil.example' }],
  ])('%s reaches no table', async (_name, headers) => {
    const answer = await rawRequest(port, { method: 'POST', headers: { ...list, ...headers }, body: '{}' });

    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('is not this machine') });
  });

  test('cannot keep us reading a head without end', async () => {
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise((done) => socket.once('close', done));
    socket.on('error', () => {}); // being cut off is what is awaited

    socket.write(`POST / HTTP/1.1\r\nx-long: ${'a'.repeat(40_000)}`);

    await closed;
  });
});
