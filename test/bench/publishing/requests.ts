import type { Channel } from '../../../contract/values.ts';
import { repairCommented } from '../../../workflows/repair-commented/workflow.ts';
import { expectStatus } from '../measure/expect-status.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { type CountedSystem, startCountedSystem } from '../systems/counted-system.ts';
import type { Counters } from '../systems/counters.ts';

const notifications = 10;
const kinds: readonly Channel[][] = [['inbox'], ['inbox', 'email'], ['inbox', 'email', 'sms']];
const crowd = people('crowd', 100);
const batch = people('batch', 10);
const gathered = 200;

/**
 * What one notification asks of DynamoDB and SQS from publish to provider: each published alone, which is the dearest way, since
 * neither recipients nor batches share a request; ten at a time, which the queues hand over together; and what a workflow gathers into
 * one.
 */
export async function* requests(): AsyncGenerator<Figure> {
  yield* measured(async function* (system) {
    for (const channels of kinds) yield* toFigures(channels.join(' + '), await countAverage(system, channels));
    yield await countRateLimiterRequests(system);
    yield* countBatches(system, ', 14 e-mails a second'); // the rate at which SES lets an account begin
  });
  yield* measured(async function* (system) {
    system.allowAnyRate(); // before a function has asked for it, which remembers it for minutes
    yield* countBatches(system);
    yield* toFigures(`one of ${gathered} that are gathered into one`, share(await system.count(() => gather(system)), gathered));
  });
}

async function* measured(measure: (system: CountedSystem) => AsyncGenerator<Figure>): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  try {
    yield* measure(system);
  } finally {
    await system.stop();
  }
}

async function* countBatches(system: CountedSystem, atRate = ''): AsyncGenerator<Figure> {
  for (const [name, publishBatch] of Object.entries(batches)) {
    await system.count(() => publishBatch(system)); // makes the users, and starts the processes
    yield* toFigures(`inbox + email, ${name}${atRate}`, share(await system.count(() => publishBatch(system)), batch.length));
  }
}

const batches = {
  'ten recipients of one publish': (system: CountedSystem) => publish(system, ['inbox', 'email'], batch),
  'ten publishes in one batch': (system: CountedSystem) =>
    system.beforeQueues(() => Promise.all(batch.map((user) => publish(system, ['inbox', 'email'], [user])))),
};

/** Comments to one user, one publish after the other: the first goes at once, and the others are told of together when their window ends. */
async function gather(system: CountedSystem): Promise<void> {
  const [user] = people('gathering', 1);
  const { key: workflow, example: data, batch: step } = repairCommented;
  for (let published = 0; published < gathered; published += 1)
    await expectStatus(202, system.callApi('POST', '/v1/notifications', { workflow, recipients: [user], data }));
  await system.untilIdle();
  await system.runJob('release-due', new Date(Date.now() + ((step?.windowMinutes ?? 0) + 1) * 60_000));
}

async function countAverage(system: CountedSystem, channels: Channel[]): Promise<Counters> {
  const sum = await system.count(async () => {
    for (let published = 0; published < notifications; published += 1) {
      await publish(system, channels);
      await system.untilIdle();
    }
  });
  return share(sum, notifications);
}

function share(sum: Counters, among: number): Counters {
  return Object.fromEntries(Object.entries(sum).map(([name, value]) => [name, value / among])) as Counters;
}

function people(name: string, count: number): { id: string; email: string }[] {
  return Array.from({ length: count }, (_, n) => ({ id: `${name}-${n}`, email: `${name}-${n}@example.com` }));
}

/** What keeping the rate asks for each e-mail when there is more to send than the rate allows at once. */
async function countRateLimiterRequests(system: CountedSystem): Promise<Figure> {
  const { rateLimiterRequests } = await system.count(() => publish(system, ['email'], crowd));
  const value = rateLimiterRequests / crowd.length;
  return figure({
    case: `email to ${crowd.length} at once`,
    measure: 'DynamoDB, to keep the rate',
    value,
    unit: 'requests/e-mail',
  });
}

async function publish({ callApi }: CountedSystem, channels: Channel[], recipients: readonly unknown[] = ['ada']): Promise<void> {
  const data = { title: 'Hello', body: 'There is news.' };
  const { status, body } = await callApi('POST', '/v1/notifications', {
    workflow: 'message',
    recipients,
    data,
    channels,
  });
  if (status !== 202) throw new Error(`a publish was answered ${status}: ${JSON.stringify(body)}`);
}

function toFigures(name: string, { dynamoRequests, readUnits, writeUnits, sqsRequests, runs }: Counters): Figure[] {
  return [
    figure({ case: name, measure: 'DynamoDB', value: dynamoRequests, unit: 'requests/notification' }),
    figure({ case: name, measure: 'DynamoDB read', value: readUnits, unit: 'read units/notification' }),
    figure({ case: name, measure: 'DynamoDB written', value: writeUnits, unit: 'write units/notification' }),
    figure({ case: name, measure: 'SQS', value: sqsRequests, unit: 'requests/notification' }),
    figure({ case: name, measure: 'Lambda', value: runs, unit: 'runs/notification' }),
  ];
}
