import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { clientConfig } from '../endpoints.ts';
import { freePort } from '../ports.ts';
import { endLeftOver, endWithUs, writeMark } from '../processes.ts';
import { CannotStart, type Stoppable } from '../stopping.ts';
import type { Resource } from '../template/blueprint.ts';
import { startGuardedPort, type TakeFault } from './guarded-port.ts';

type Engine = ChildProcessByStdio<null, null, Readable>;
type Table = Resource<'AWS::DynamoDB::Table'>;

/** Ends the engine that a killed start left behind on this data: it holds a port, and outlives its parent. */
export function endEngineLeftBehind(dataFolder: string): Promise<void> {
  return endLeftOver(pidFileIn(dataFolder));
}

/**
 * Starts the DynamoDB engine with its data in `dataFolder` behind a guarded port, and creates the template's tables.
 * @throws CannotStart when there is no engine for this platform, or a kept table no longer fits the template.
 */
export async function startDynamo(options: {
  port: number;
  dataFolder: string;
  tables: Table[];
  hostNames?: readonly string[];
  takeFault?: TakeFault;
}): Promise<Stoppable> {
  const behind = await freePort();
  const engine = await startEngine(behind, options.dataFolder);
  try {
    const client = new DynamoDBClient(clientConfig(`http://127.0.0.1:${behind}`));
    for (const table of options.tables) await bringToLife(table, client);
    client.destroy();
    const guard = await startGuardedPort({ ...options, behind });
    return { stop: () => guard.stop().then(engine.stop) };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

async function startEngine(port: number, dataFolder: string): Promise<Stoppable> {
  const pidFile = pidFileIn(dataFolder);
  const database = join(dataFolder, 'dynamodb.sqlite');
  const engine = spawn(engineBinary(), ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', database], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32', // Ctrl-C in the terminal must reach us first, so that functions stop before their table
  });
  engine.on('error', () => {}); // a spawn that fails closes at once, and `ready` says so
  endWithUs(engine);
  if (engine.pid) writeMark(pidFile, engine.pid);

  const stop = async () => {
    await end(engine);
    rmSync(pidFile, { force: true });
  };
  try {
    await ready(engine, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/**
 * The engine's binary for a platform, from the optional package that npm installed for it.
 * @throws CannotStart when there is none.
 */
export function engineBinary(platform: string = process.platform, architecture: string = process.arch): string {
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
    `there is no DynamoDB engine for ${platform}-${architecture}: the package ${name} is not installed; ` +
      'run "npm ci" with a registry that has it, or use one of linux, darwin (x64, arm64) or win32 (x64)',
  );
}

function pidFileIn(dataFolder: string): string {
  return join(dataFolder, 'dynamodb.pid');
}

/** The engine says on stderr that it listens; asking the port instead could be answered by another. */
async function ready(engine: Engine, port: number): Promise<void> {
  let said = '';
  await new Promise<void>((done, fail) => {
    engine.once('close', () => fail(new CannotStart(`the DynamoDB engine did not start on port ${port}: ${said.trim()}`)));
    engine.stderr.on('data', (chunk: Buffer) => {
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
  const kept = await shapeOf(table.name, client);
  if (kept === shape(wanted)) return;
  if (kept) {
    throw new CannotStart(`the table "${table.name}" was made with other keys or indexes; empty it with: npm start -- --fresh`);
  }
  await client.send(new CreateTableCommand(wanted));
  if (ttl) await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification: ttl }));
}

async function shapeOf(tableName: string, client: DynamoDBClient): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    return shape(Table ?? {});
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

type Shaped = Pick<TableDescription, 'KeySchema' | 'LocalSecondaryIndexes' | 'GlobalSecondaryIndexes'>;

/** Keys and indexes in one text, whatever their order; sizes and dates that the engine adds are left out. */
function shape({ KeySchema, LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] }: Shaped): string {
  const keys = (schema: Shaped['KeySchema']) => schema?.map((key) => `${key.AttributeName}:${key.KeyType}`).join();
  const indexes = [...LocalSecondaryIndexes, ...GlobalSecondaryIndexes].map(
    ({ IndexName, KeySchema: schema, Projection }) =>
      `${IndexName}(${keys(schema)} ${Projection?.ProjectionType} ${[...(Projection?.NonKeyAttributes ?? [])].sort().join()})`,
  );
  return [keys(KeySchema), ...indexes.sort()].join(' ');
}

async function end(engine: Engine): Promise<void> {
  if (!engine.pid || engine.exitCode !== null || engine.signalCode !== null) return;
  const gone = new Promise((done) => engine.once('exit', done));
  engine.kill('SIGKILL'); // its journal survives this with nothing lost, and it takes seconds to end politely
  await gone;
}
