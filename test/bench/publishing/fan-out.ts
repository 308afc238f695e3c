import { memoryPorts } from '../../../adapters/memory/ports.ts';
import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { publish } from '../../../core/publishing/publish.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { expectStatus } from '../measure/expect-status.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { type CountedSystem, startCountedSystem } from '../systems/counted-system.ts';
import { subscribeMany } from './subscribe-many.ts';

const topic = 'everyone';
const counted = 1000;
const many = 100_000;

/**
 * What a publish to a topic takes: requests for each thousand subscribers, through the deployed functions and with inbox items
 * only, and the CPU of a hundred thousand in memory, which is what our own code takes of it.
 */
export async function* fanOut(): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  try {
    yield* await countRequests(system);
  } finally {
    await system.stop();
  }
  yield* await timeInMemory();
}

async function countRequests(system: CountedSystem): Promise<Figure[]> {
  await subscribeMany(system.table, topic, counted);
  const thousands = counted / 1000;
  const started = performance.now();
  const { dynamoRequests, readUnits, writeUnits, sqsRequests } = await system.count(() => publishToAll(system));
  const seconds = (performance.now() - started) / 1000;
  const name = 'inbox';
  return [
    figure({ case: name, measure: 'DynamoDB', value: dynamoRequests / thousands, unit: 'requests/1,000 subscribers' }),
    figure({ case: name, measure: 'DynamoDB read', value: readUnits / thousands, unit: 'read units/1,000 subscribers' }),
    figure({ case: name, measure: 'DynamoDB written', value: writeUnits / thousands, unit: 'write units/1,000 subscribers' }),
    figure({ case: name, measure: 'SQS', value: sqsRequests / thousands, unit: 'requests/1,000 subscribers' }),
    figure({ case: name, measure: 'time at most', value: seconds / thousands, unit: 's/1,000 subscribers, on this machine' }),
    figure({ case: `${many} at that rate`, measure: 'DynamoDB', value: dynamoRequests * (many / counted), unit: 'requests' }),
    figure({ case: `${many} at that rate`, measure: 'SQS', value: sqsRequests * (many / counted), unit: 'requests' }),
  ];
}

async function publishToAll({ callApi }: CountedSystem): Promise<void> {
  await expectStatus(202, callApi('POST', '/v1/notifications', { ...aMessage, topic }));
}

async function timeInMemory(): Promise<Figure[]> {
  const now = new Date();
  const ports = memoryPorts();
  for (let n = 0; n < many; n += 1) {
    const userId = `user-${String(n).padStart(6, '0')}`;
    await ports.users.upsert(userId, { email: `${userId}@example.com` }, now);
    await ports.topics.subscribe({ topic, userId });
  }
  const deps = { ...ports, workflows: workflowByKey, smsCountries: [], retentionDays: 90, newSeed: () => 'one', now: () => now };
  const before = process.cpuUsage();
  await publish({ request: { ...aMessage, topic }, caller: 'bench', test: false, key: 'one', requestedAt: now }, deps);
  for (let messages = ports.ingest.drain(); messages.length > 0; messages = ports.ingest.drain()) {
    for (const message of messages) await ingest(message as IngestMessage, { messageId: 'm', sentAt: now }, deps);
  }
  const { user, system } = process.cpuUsage(before);

  const reached = (await Promise.all(everyone().map((id) => ports.feed.state(id)))).filter(({ version }) => version === 1).length;
  const name = `${many} in memory`;
  return [
    figure({ case: name, measure: 'reached once', value: reached, unit: 'subscribers' }),
    figure({ case: name, measure: 'CPU', value: (user + system) / 1000 / (many / 1000), unit: 'ms/1,000 subscribers' }),
  ];
}

function everyone(): string[] {
  return Array.from({ length: many }, (_, n) => `user-${String(n).padStart(6, '0')}`);
}

const aMessage = {
  workflow: 'message',
  data: { title: 'Hello', body: 'There is news.' },
  channels: ['inbox' as const],
};
