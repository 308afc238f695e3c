import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoCancellations } from '../../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoDueItems } from '../../../adapters/dynamodb/scheduling/due-items.ts';
import { dueItemKey } from '../../../adapters/dynamodb/scheduling/keys.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import { memoryPorts } from '../../../adapters/memory/ports.ts';
import { sqsClient } from '../../../adapters/sqs/client.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { notificationIdFor, requestIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { release as releaseOne } from '../../../core/scheduling/release.ts';
import { releaseDue } from '../../../core/scheduling/release-due.ts';
import { localRegion } from '../../../local/endpoints.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { countRequests } from '../measure/count-requests.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { startBenchSystem } from '../systems/system.ts';
import { countWholeRelease } from './whole-release.ts';

const items = 10_000;
const released = 200;
const dayMs = 86_400_000;

/** What it takes to sweep 10,000 items that fall due in one bucket, and to release what one of them is about: inbox item and e-mail. */
export async function* release(): AsyncGenerator<Figure> {
  const bench = await startBenchSystem();
  Object.assign(process.env, {
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: bench.system.endpoints.queues,
  });
  try {
    yield* sweep(bench.table, bench.system.outputs.IngestQueueUrl ?? '');
    await bench.newUser('ada');
    yield* releaseEach(bench.table);
  } finally {
    sqsClient().destroy();
    await bench.stop();
  }
  yield* releaseInMemory();
  yield* countWholeRelease();
}

async function* sweep(table: Table, queueUrl: string): AsyncGenerator<Figure> {
  const at = new Date(Math.ceil(Date.now() / dayMs + 2) * dayMs); // where no cron of this system looks
  await fill(table, new Date(at.getTime() + 400_000));
  let sqsRequests = 0;
  sqsClient().middlewareStack.add(
    (next) => (args) => {
      sqsRequests += 1;
      return next(args);
    },
    { step: 'initialize', name: 'countRequests' },
  );
  const deps = { dueItems: dynamoDueItems(table), ingest: sqsQueue<ReleaseMessage>(queueUrl), now: () => at };
  const run = { at, since: new Date(at.getTime() - 300_000), remainingMs: () => 60_000, save: async () => {} };

  const started = performance.now();
  const cpu = process.cpuUsage();
  const { requests, units } = await countRequests(table, async () => {
    const { count } = await releaseDue(run, deps);
    if (count !== items) throw new Error(`the sweep found ${count} of ${items} items`);
  });
  const microseconds = microsecondsSince(cpu);
  const seconds = (performance.now() - started) / 1000;

  const of = `sweep of ${items.toLocaleString('en')} items`;
  yield figure({ case: of, measure: 'time', value: seconds, unit: 's' });
  yield figure({ case: of, measure: 'CPU', value: microseconds / 1000 / items, unit: 'ms/item' });
  yield figure({ case: of, measure: 'DynamoDB', value: requests, unit: 'requests' });
  yield figure({ case: of, measure: 'DynamoDB read', value: units, unit: 'read units' });
  yield figure({ case: of, measure: 'SQS', value: sqsRequests, unit: 'requests' });
}

async function fill(table: Table, dueAt: Date): Promise<void> {
  for (let first = 0; first < items; first += 25) {
    const puts = Array.from({ length: 25 }, (_, n) => {
      const notificationId = notificationIdFor(dueAt, 'bench', String(first + n));
      const Item = { ...dueItemKey({ notificationId, dueAt }), notificationId, dueAt: dueAt.toISOString() };
      return { PutRequest: { Item } };
    });
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
  }
}

async function* releaseEach(table: Table): AsyncGenerator<Figure> {
  const deps = {
    ...memoryPorts(),
    ...house,
    users: dynamoUsers(table),
    ledger: dynamoLedger(table),
    feed: dynamoFeed(table),
    cancellations: dynamoCancellations(table),
  };
  await hold(released, deps);
  const cpu = process.cpuUsage();
  const { requests, units } = await countRequests(table, () => releaseAll(deps));

  const of = 'release of inbox + email';
  yield figure({ case: of, measure: 'CPU', value: microsecondsSince(cpu) / 1000 / released, unit: 'ms/notification' });
  yield figure({ case: of, measure: 'DynamoDB', value: requests / released, unit: 'requests/notification' });
  yield figure({ case: of, measure: 'DynamoDB', value: units / released, unit: 'units/notification' });
}

/** All of them, in memory: what our own code takes of it. */
async function* releaseInMemory(): AsyncGenerator<Figure> {
  const deps = { ...memoryPorts(), ...house };
  await deps.users.upsert('ada', { email: 'ada@example.com' }, deps.now());
  await hold(items, deps);
  const cpu = process.cpuUsage();
  await releaseAll(deps);
  const microseconds = microsecondsSince(cpu);

  const of = `release of ${items.toLocaleString('en')} in memory`;
  yield figure({ case: of, measure: 'released', value: deps.email.sent.length, unit: 'notifications' });
  yield figure({ case: of, measure: 'CPU', value: microseconds / items, unit: 'µs/notification, without AWS' });
}

const house = { workflows: workflowByKey, smsCountries: [], retentionDays: 1, now: () => new Date() };
type Deps = ReturnType<typeof memoryPorts> & typeof house;

/** Holds so many inbox items with their e-mails for ten minutes, which is how long a queue may keep them. */
async function hold(count: number, deps: Deps): Promise<void> {
  const requestedAt = new Date();
  const sendAt = new Date(requestedAt.getTime() + 600_000).toISOString();
  for (let n = 0; n < count; n += 1) {
    const requestId = requestIdFor(requestedAt, 'bench', `release ${n}`);
    const run = { type: 'notify', version: 1, requestId, requestedAt: requestedAt.toISOString(), test: false } as const;
    const data = { title: 'Hello', body: 'There is news.' };
    await dispatch({ ...run, workflow: 'message', data, channels: ['inbox', 'email'], sendAt, userId: 'ada' }, deps);
  }
}

async function releaseAll(deps: Deps): Promise<void> {
  for (const message of deps.ingest.drain()) if (message.type === 'release') await releaseOne(message, deps);
}

function microsecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
