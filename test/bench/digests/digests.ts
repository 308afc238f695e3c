import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoDigests } from '../../../adapters/dynamodb/digests/digests.ts';
import { openTable, type Table } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import { memoryPorts } from '../../../adapters/memory/ports.ts';
import type { Ledger } from '../../../adapters/records/ledger.ts';
import type { DigestMessage } from '../../../contract/digests/digest-messages.ts';
import { buildDigest } from '../../../core/digests/build-digest.ts';
import { completeDigest } from '../../../core/digests/complete-digest.ts';
import { type SendDigestsDeps, sendDigests } from '../../../core/digests/send-digests.ts';
import { startDynamodbEmulator } from '../../dynamodb-emulator.ts';
import { takeMessage } from '../../take-message.ts';
import { countRequests } from '../measure/count-requests.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { enterDigestEntries } from './enter-digest-entries.ts';
import { countWholeDigest } from './whole-digest.ts';

const users = 100_000;
/** A usual day, and one that nobody wants. */
const sizes = [5, 200] as const;
const published = new Date('2030-03-15T12:00:00Z');
const due = new Date('2030-03-16T08:00:00Z');

/** A hundred thousand digests in one bucket, in memory; and one of few and one of many notifications, at the emulator. */
export async function* digests(): AsyncGenerator<Figure> {
  yield* bucket();
  const emulator = await startDynamodbEmulator();
  const table = openTable(await emulator.makeTable(), { now: () => due });
  try {
    for (const size of sizes) yield* build(table, size);
  } finally {
    table.client.destroy();
    await emulator.stop();
  }
  yield* countWholeDigest(sizes[1]);
}

/** Everybody's digest falls due at once. The clock stands still; the times are this machine's. */
async function* bucket(): AsyncGenerator<Figure> {
  const name = `${users} users in one bucket`;
  const here = { ...memoryPorts({ now: () => due }), now: () => due, retentionDays: 90 };
  for (let user = 0; user < users; user += 1) await enterDigestEntries(here, `user-${user}`, 1, published);

  const sends: number[] = [];
  const delays: number[] = [];
  const ingest: SendDigestsDeps['ingest'] = {
    async send(messages, seconds = []) {
      sends.push(messages.length);
      delays.push(...seconds);
      await here.ingest.send(messages);
    },
  };
  const queueing = process.cpuUsage();
  const run = { at: due, since: published, remainingMs: () => 60_000, save: async () => {} };
  const { count } = await sendDigests(run, { digests: here.digests, ingest });
  yield figure({ case: name, measure: 'queued', value: count, unit: 'digests' });
  yield figure({ case: name, measure: 'queued in', value: secondsSince(queueing), unit: 's of CPU, without SQS' });
  yield figure({ case: name, measure: 'SQS', value: sum(sends.map((size) => Math.ceil(size / 10))), unit: 'requests' });
  yield figure({ case: name, measure: 'the last is built', value: Math.max(...delays), unit: 's after the first' });

  const building = process.cpuUsage();
  const outcomes = new Set<string>();
  for (const message of here.ingest.drain() as DigestMessage[]) outcomes.add(await buildDigest(message, here));
  const emails = new Set(here.bulkEmail.sent.map(({ notificationId }) => notificationId));
  if (emails.size !== users || outcomes.size !== 1) throw new Error(`${emails.size} of ${users} digests were built`);
  yield figure({ case: name, measure: 'built', value: emails.size, unit: 'digests' });
  yield figure({ case: name, measure: 'CPU', value: (secondsSince(building) * 1e6) / users, unit: 'µs/digest, without AWS' });
}

/** What a digest asks of DynamoDB from its message on the ingest queue to its last notification completed, its e-mail apart. */
async function* build(table: Table, size: number): AsyncGenerator<Figure> {
  const name = `a digest of ${size} notifications`;
  const userId = `reader-of-${size}`;
  const stores = {
    users: dynamoUsers(table),
    feed: dynamoFeed(table),
    ledger: dynamoLedger(table),
    digests: dynamoDigests(table),
  };
  const { bulkEmail } = memoryPorts();
  const deps = { ...stores, bulkEmail, retentionDays: 90, now: () => due };
  await enterDigestEntries(deps, userId, size, published);
  const message: DigestMessage = {
    type: 'digest',
    version: 1,
    userId,
    cadence: 'daily',
    number: 1,
    dueAt: due.toISOString(),
  };

  const started = process.cpuUsage();
  const built = await countRequests(table, () => buildDigest(message, deps));
  yield figure({ case: name, measure: 'build, DynamoDB', value: built.requests, unit: 'requests' });
  yield figure({ case: name, measure: 'build, DynamoDB', value: built.units, unit: 'units' });
  yield figure({ case: name, measure: 'build, CPU', value: secondsSince(started) * 1000, unit: 'ms' });

  const id = bulkEmail.sent[0]?.notificationId ?? '';
  await send(stores.ledger, id);
  const completing = process.cpuUsage();
  const completed = await countRequests(table, () => completeDigest({ notificationId: id }, deps));
  yield figure({ case: name, measure: 'complete, DynamoDB', value: completed.requests, unit: 'requests' });
  yield figure({ case: name, measure: 'complete, DynamoDB', value: completed.units, unit: 'units' });
  yield figure({ case: name, measure: 'complete, CPU', value: secondsSince(completing) * 1000, unit: 'ms' });
}

/** Stands for the sender, which has a bench of its own. */
async function send(ledger: Ledger, notificationId: string): Promise<void> {
  const fence = await takeMessage(ledger, { notificationId, at: due });
  await ledger.step({ notificationId, channel: 'email', fence, status: 'sent', at: due });
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
