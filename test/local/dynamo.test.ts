import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { clientConfig } from '../../local/endpoints.ts';
import { endEngineLeftBehind, engineBinary, startDynamo } from '../../local/engines/dynamo.ts';
import { claimPorts } from '../../local/ports.ts';
import { markOf } from '../../local/processes.ts';
import { CannotStart } from '../../local/stopping.ts';
import { readTemplate } from '../../local/template/blueprint.ts';
import { aFolder } from './a-folder.ts';
import { aTemplate, place } from './a-template.ts';
import { isFreeBeyondLoopback } from './listening.ts';

function tables(indexName: string) {
  const Table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'unread'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
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
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  };
  return readTemplate(aTemplate({ Table }), place).tables;
}

const TableName = 'test-Table';
const Key = { pk: { S: 'a' }, sk: { S: 'b' } };

test('tables are made as the template says, and kept from start to start', async () => {
  const dataFolder = aFolder();
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

test('a kept table that no longer fits the template is told, not used', async () => {
  const dataFolder = aFolder();
  const { tables: port } = await claimPorts(0);
  await (await startDynamo({ port, dataFolder, tables: tables('unread') })).stop();

  const again = startDynamo({ port, dataFolder, tables: tables('other') });

  await expect(again).rejects.toThrow(/"test-Table".*npm start -- --fresh/);
  expect(() => readFileSync(join(dataFolder, 'dynamodb.pid'))).toThrow('ENOENT');
});

test('an engine that a killed start left behind gives way, and listens on loopback only', async () => {
  const dataFolder = aFolder();
  const { tables: port } = await claimPorts(0);
  await startDynamo({ port, dataFolder, tables: [] }); // never stopped, as by kill -9
  const leftOver = JSON.parse(readFileSync(join(dataFolder, 'dynamodb.pid'), 'utf8'));

  await endEngineLeftBehind(dataFolder);
  const next = await startDynamo({ port, dataFolder, tables: [] });
  const open = await isFreeBeyondLoopback(port);
  await next.stop();

  expect(markOf(leftOver.pid)).toBeUndefined();
  expect(open).toBe(true);
});

test('a platform without an engine is told which package is missing', () => {
  expect(() => engineBinary('sunos', 'x64')).toThrow(CannotStart);
  expect(() => engineBinary('sunos', 'x64')).toThrow(/no DynamoDB engine for sunos-x64.*@dynoxide\/sunos-x64/);
});

test('a port that was taken meanwhile is told', async () => {
  const dataFolder = aFolder();
  const { tables: port } = await claimPorts(0);
  const first = await startDynamo({ port, dataFolder, tables: [] });

  await expect(startDynamo({ port, dataFolder: aFolder(), tables: [] })).rejects.toThrow(/did not start.*already in use/);

  await first.stop();
});
