import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { clientConfig } from '../endpoints.ts';
import { freePort } from '../ports.ts';
import { endLeftOver, endWithUs, writeMark } from '../processes.ts';
import { CannotStart, type Stoppable } from '../stopping.ts';
import type { Resource } from '../template/blueprint.ts';
import { startGuardedPort, type TakeFault } from './guarded-port.ts';
import { mendDynoxide } from './mend-dynoxide.ts';

type Emulator = ChildProcessByStdio<null, null, Readable>;
type Table = Resource<'AWS::DynamoDB::Table'>;

/** Ends the emulator that a killed start left behind on this data: it holds a port, and outlives its parent. */
export function endEmulatorLeftBehind(dataFolder: string): Promise<void> {
  return endLeftOver(pidFileIn(dataFolder));
}

/**
 * Starts the DynamoDB emulator with its data in `dataFolder` behind a guarded port, and creates the template's tables.
 * @throws CannotStart when there is no emulator for this platform, or a kept table no longer fits the template.
 */
export async function startDynamo(options: {
  port: number;
  dataFolder: string;
  tables: Table[];
  hostNames?: readonly string[];
  takeFault?: TakeFault;
}): Promise<Stoppable> {
  const behind = await freePort();
  const emulator = await startEmulator(behind, options.dataFolder);
  try {
    const client = new DynamoDBClient(clientConfig(`http://127.0.0.1:${behind}`));
    for (const table of options.tables) await bringToLife(table, client);
    client.destroy();
    const guard = await startGuardedPort({ ...options, behind });
    return { stop: () => guard.stop().then(emulator.stop) };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function startEmulator(port: number, dataFolder: string): Promise<Stoppable> {
  const pidFile = pidFileIn(dataFolder);
  const database = join(dataFolder, 'dynamodb.sqlite');
  const emulator = spawn(emulatorBinary(), ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', database], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32', // Ctrl-C in the terminal must reach us first, so that functions stop before their table
  });
  emulator.on('error', () => {}); // a spawn that fails closes at once, and `ready` says so
  endWithUs(emulator);
  if (emulator.pid) writeMark(pidFile, emulator.pid);

  const stop = async () => {
    await end(emulator);
    rmSync(pidFile, { force: true });
  };
  try {
    await ready(emulator, port);
    mendDynoxide(database);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/**
 * The emulator's binary for a platform, from the optional package that npm installed for it.
 * @throws CannotStart when there is none.
 */
export function emulatorBinary(platform: string = process.platform, architecture: string = process.arch): string {
  const name = `@dynoxide/${platform}-${architecture}`;
  try {
    const binary = join(
      dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)),
      platform === 'win32' ? 'dynoxide.exe' : 'dynoxide',
    );
    if (existsSync(binary)) return binary;
  } catch {
    // not installed: told below
  }
  throw new CannotStart(
    `there is no DynamoDB emulator for ${platform}-${architecture}: the package ${name} is not installed; ` +
      'run "npm ci" with a registry that has it, or use one of linux, darwin (x64, arm64) or win32 (x64)',
  );
}

function pidFileIn(dataFolder: string): string {
  return join(dataFolder, 'dynamodb.pid');
}

/** The emulator says on stderr that it listens; asking the port instead could be answered by another. */
async function ready(emulator: Emulator, port: number): Promise<void> {
  let said = '';
  await new Promise<void>((done, fail) => {
    emulator.once('close', () => fail(new CannotStart(`the DynamoDB emulator did not start on port ${port}: ${said.trim()}`)));
    emulator.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-1000);
      if (said.includes('listening')) done();
    });
  });
}

async function bringToLife(table: Table, client: DynamoDBClient): Promise<void> {
  const { TimeToLiveSpecification: ttl, ...properties } = table.properties;
  const wanted = {
    TableName: table.name,
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions,
    LocalSecondaryIndexes: properties.LocalSecondaryIndexes,
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes,
    BillingMode: properties.BillingMode,
  };
  const StreamSpecification = properties.StreamSpecification && { ...properties.StreamSpecification, StreamEnabled: true };
  const kept = await describe(table.name, client);
  const added = kept && indexesToAdd(kept, wanted);
  if (added) {
    await addIndexes(table.name, added, wanted, client);
    // as a deploy does with a table that was made before it had one
    if (StreamSpecification && !kept.StreamSpecification?.StreamEnabled)
      await client.send(new UpdateTableCommand({ TableName: table.name, StreamSpecification }));
    return;
  }
  if (kept) {
    throw new CannotStart(`the table "${table.name}" was made with other keys or indexes; empty it with: npm start -- --fresh`);
  }
  await client.send(new CreateTableCommand({ ...wanted, StreamSpecification }));
  if (ttl) await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification: ttl }));
}

/** The indexes that a newer version has, when nothing else is different. */
function indexesToAdd(kept: Shaped, wanted: Shaped): GlobalSecondaryIndex[] | undefined {
  const names = kept.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? [];
  const added = (wanted.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => !names.includes(IndexName));
  const grown = { ...kept, GlobalSecondaryIndexes: [...(kept.GlobalSecondaryIndexes ?? []), ...added] };
  return shape(grown) === shape(wanted) ? (added as GlobalSecondaryIndex[]) : undefined;
}

/** One after the other, as CloudFormation would: DynamoDB takes one at a time. */
async function addIndexes(
  TableName: string,
  indexes: readonly GlobalSecondaryIndex[],
  { AttributeDefinitions }: Pick<TableDescription, 'AttributeDefinitions'>,
  client: DynamoDBClient,
): Promise<void> {
  for (const Create of indexes)
    await client.send(new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] }));
}

async function describe(tableName: string, client: DynamoDBClient): Promise<Shaped | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    return Table ?? {};
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

type Shaped = Pick<TableDescription, 'KeySchema' | 'LocalSecondaryIndexes' | 'GlobalSecondaryIndexes' | 'StreamSpecification'>;

/** Keys and indexes in one text, whatever their order; sizes and dates that the emulator adds are left out. */
function shape({ KeySchema, LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] }: Shaped): string {
  const keys = (schema: Shaped['KeySchema']) => schema?.map((key) => `${key.AttributeName}:${key.KeyType}`).join();
  const indexes = [...LocalSecondaryIndexes, ...GlobalSecondaryIndexes].map(
    ({ IndexName, KeySchema: schema, Projection }) =>
      `${IndexName}(${keys(schema)} ${Projection?.ProjectionType} ${[...(Projection?.NonKeyAttributes ?? [])].sort().join()})`,
  );
  return [keys(KeySchema), ...indexes.sort()].join(' ');
}

async function end(emulator: Emulator): Promise<void> {
  if (!emulator.pid || emulator.exitCode !== null || emulator.signalCode !== null) return;
  const gone = new Promise((done) => emulator.once('exit', done));
  emulator.kill('SIGKILL'); // its journal survives this with nothing lost, and it takes seconds to end politely
  await gone;
}
