import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteItemCommand, DescribeTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { startDynamo } from '../../../local/emulators/dynamodb.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { FunctionFailed } from '../../../local/functions/function-process.ts';
import { checkpointOf } from '../../../local/pollers/checkpoints.ts';
import { startStreamPoller } from '../../../local/pollers/stream-poller.ts';
import { claimPorts } from '../../../local/ports.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import { readTemplate } from '../../../local/template/blueprint.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { aFunction, aTemplate, place } from '../a-template.ts';

const filters = [{ Pattern: JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: 'N#' }] } } } }) }];

function blueprint(more: Record<string, unknown> = {}) {
  const Table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  };
  const Properties = {
    EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
    FunctionName: { Ref: 'Fn' },
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    FilterCriteria: { Filters: filters },
    ...more,
  };
  return readTemplate(
    aTemplate({ Table, Fn: aFunction(), Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties } }),
    place,
  );
}

let port: number;
let dataFolder: string;
let emulator: Stoppable;
let client: DynamoDBClient;
let poller: Stoppable | undefined;

beforeEach(async () => {
  dataFolder = scratchFolder();
  port = (await claimPorts(0)).tables;
  emulator = await startDynamo({ port, dataFolder, tables: blueprint().tables });
  client = new DynamoDBClient(clientConfig(`http://127.0.0.1:${port}`));
});

afterEach(async () => {
  await poller?.stop();
  poller = undefined;
  client.destroy();
  await emulator.stop();
});

async function put(...keys: string[]): Promise<void> {
  for (const key of keys) await client.send(new PutItemCommand({ TableName: 'test-Table', Item: { pk: { S: key } } }));
}

type Seen = { batches: string[][]; givenUp: object[]; records: DynamoDBRecord[] };

function poll(work: (keys: string[], records: DynamoDBRecord[]) => unknown, more: Record<string, unknown> = {}): Seen {
  const seen: Seen = { batches: [], givenUp: [], records: [] };
  const [mapping] = blueprint(more).streamMappings;
  if (!mapping) throw new Error('the template has a mapping');
  poller = startStreamPoller(mapping, {
    tablesUrl: `http://127.0.0.1:${port}`,
    async invoke({ Records }) {
      const records = Records as unknown as DynamoDBRecord[];
      const keys = records.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S ?? '');
      seen.batches.push(keys);
      seen.records.push(...records);
      return (await work(keys, records)) ?? null;
    },
    giveUp: async (batch) => void seen.givenUp.push(batch),
    checkpoint: checkpointOf(dataFolder, 'fn'),
  });
  return seen;
}

async function eventually(what: () => boolean): Promise<void> {
  for (let n = 0; !what(); n += 1) {
    if (n === 200) throw new Error('it did not happen within ten seconds');
    await sleep(50);
  }
}

test('a function gets what a filter lets through, in order, with times as numbers', async () => {
  await put('N#1', 'U#1', 'N#2');
  await client.send(new DeleteItemCommand({ TableName: 'test-Table', Key: { pk: { S: 'N#1' } } }));

  const seen = poll(() => undefined);
  await eventually(() => seen.records.length === 3);

  expect(seen.batches.flat()).toEqual(['N#1', 'N#2', 'N#1']);
  expect(seen.records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'INSERT', 'REMOVE']);
  expect(typeof seen.records[0]?.dynamodb?.ApproximateCreationDateTime).toBe('number');
});

test('a system that starts again goes on where it was, and not from the start', async () => {
  await put('N#1');
  const before = poll(() => undefined);
  await eventually(() => checkpointOf(dataFolder, 'fn').read() !== undefined);
  await poller?.stop();
  await put('N#2');

  const after = poll(() => undefined);
  await eventually(() => after.batches.length > 0);

  expect(before.batches).toEqual([['N#1']]);
  expect(after.batches).toEqual([['N#2']]);
});

test('what a function says is undone comes again with all that follows', async () => {
  await put('N#1', 'N#2', 'N#3');
  let runs = 0;

  const seen = poll((_keys, records) => {
    runs += 1;
    return { batchItemFailures: runs === 1 ? [{ itemIdentifier: records[1]?.dynamodb?.SequenceNumber }] : [] };
  });
  await eventually(() => seen.batches.length === 2);

  expect(seen.batches).toEqual([
    ['N#1', 'N#2', 'N#3'],
    ['N#2', 'N#3'],
  ]);
});

test('one record that always fails is found by halves and given up, and nothing else is', async () => {
  await put('N#1', 'N#bad', 'N#3', 'N#4');
  const done = new Set<string>();

  const seen = poll(
    (keys) => {
      if (keys.includes('N#bad')) throw new FunctionFailed('threw', 'bad');
      for (const key of keys) done.add(key);
    },
    { MaximumRetryAttempts: 3, DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Dead', 'Arn'] } } } },
  );
  await eventually(() => done.size === 3);

  expect(seen.givenUp).toMatchObject([
    {
      DDBStreamBatchInfo: { batchSize: 1, shardId: expect.stringMatching(/./), startSequenceNumber: '2', endSequenceNumber: '2' },
    },
  ]);
});

test('records are gathered for as long as the window is open', async () => {
  await put('N#1');
  const seen = poll(() => undefined, { MaximumBatchingWindowInSeconds: 1 });

  await put('N#2');
  await eventually(() => seen.records.length === 2);

  expect(seen.batches).toEqual([['N#1', 'N#2']]);
});

test('a table that was kept from before it had a stream gets one', async () => {
  const [table] = blueprint().tables;
  if (table === undefined) throw new Error('the template has a table');
  const { StreamSpecification, ...without } = table.properties;
  const kept = { port: (await claimPorts(0)).tables, dataFolder: scratchFolder() };
  await (await startDynamo({ ...kept, tables: [{ ...table, properties: without }] })).stop();

  const again = await startDynamo({ ...kept, tables: [table] });
  const own = new DynamoDBClient(clientConfig(`http://127.0.0.1:${kept.port}`));
  const { Table } = await own.send(new DescribeTableCommand({ TableName: table.name }));
  own.destroy();
  await again.stop();

  expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, ...StreamSpecification });
});

test('a function with a window is told its shard, and fails when it answers no state', async () => {
  const events: object[] = [];
  let isMended = false;
  const [mapping] = blueprint({ TumblingWindowInSeconds: 900 }).streamMappings;
  if (!mapping) throw new Error('the template has a mapping');
  poller = startStreamPoller(mapping, {
    tablesUrl: `http://127.0.0.1:${port}`,
    async invoke(event) {
      events.push(event);
      return isMended ? { state: {}, batchItemFailures: [] } : { batchItemFailures: [] };
    },
    giveUp: async () => {},
    checkpoint: checkpointOf(dataFolder, 'fn'),
  });
  await put('N#1');
  await eventually(() => events.length > 1);
  isMended = true;

  expect(events[1]).toMatchObject({ shardId: expect.stringMatching(/^shardId-/), state: {}, isFinalInvokeForWindow: false });
  expect(events[1]).toMatchObject({ window: { start: expect.any(String), end: expect.any(String) } });
});
