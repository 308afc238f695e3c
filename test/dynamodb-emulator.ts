import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { emulatorBinary } from '../local/emulators/dynamodb.ts';
import { freePort } from '../local/ports.ts';

/** The table as infrastructure makes it; `test/adapters/table/table-shape.test.ts` holds the two together. */
export const tableShape = {
  AttributeDefinitions: ['pk', 'sk', 'unread', 'shelf', 'logged', 'loggedAs'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  })),
  KeySchema: keySchema('sk'),
  LocalSecondaryIndexes: [
    {
      IndexName: 'unread',
      KeySchema: keySchema('unread'),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['seen', 'category', 'expiresAt'] },
    },
    { IndexName: 'shelf', KeySchema: keySchema('shelf'), Projection: { ProjectionType: 'ALL' } },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: 'log', KeySchema: keySchema('loggedAs', 'logged'), Projection: { ProjectionType: 'KEYS_ONLY' } },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
} as const satisfies Omit<CreateTableCommandInput, 'TableName' | 'StreamSpecification'> & { StreamSpecification: object };

/** What makes such a table; what CloudFormation says by naming a stream's view is a word of its own here. */
export function tableInput(TableName: string): CreateTableCommandInput {
  const { StreamSpecification, ...shape } = structuredClone(tableShape);
  return { TableName, ...shape, StreamSpecification: { ...StreamSpecification, StreamEnabled: true } };
}

/** For tests: a machine that is busy with something else fails nothing. */
export const unhurried = { connectMs: 30_000, answerMs: 30_000 };

export type DynamodbEmulator = {
  /** Makes an empty table and answers its name. */
  makeTable(): Promise<string>;
  stop(): Promise<void>;
};

/** Starts the DynamoDB emulator with nothing kept on disk, and points every client that is made from now on at it. */
export async function startDynamodbEmulator(): Promise<DynamodbEmulator> {
  const port = await freePort();
  const emulator = spawn(emulatorBinary(), ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  await ready(emulator, endpoint);
  pointAtLocalAws({ AWS_ENDPOINT_URL_DYNAMODB: endpoint });

  const client = new DynamoDBClient();
  let tables = 0;
  return {
    async makeTable() {
      tables += 1;
      const TableName = `table-${tables}`;
      await client.send(new CreateTableCommand(tableInput(TableName)));
      return TableName;
    },

    async stop() {
      client.destroy();
      const gone = new Promise((done) => emulator.once('exit', done));
      emulator.kill('SIGKILL');
      await gone;
    },
  };
}

/** What every AWS client needs to know to work without AWS. */
export function pointAtLocalAws(endpoints: Record<`AWS_ENDPOINT_URL_${string}`, string>): void {
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }, endpoints);
}

function keySchema(sortKey: string, partitionKey = 'pk') {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}

async function ready(emulator: ChildProcess, endpoint: string): Promise<void> {
  while (emulator.exitCode === null) {
    const answer = await fetch(endpoint, { method: 'POST' }).catch(() => undefined);
    if (answer) return void (await answer.body?.cancel());
    await sleep(5);
  }
  throw new Error(`the DynamoDB emulator ended with exit code ${emulator.exitCode}`);
}
