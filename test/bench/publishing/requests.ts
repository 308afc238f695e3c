import type { Channel } from '../../../contract/values.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { type CountedSystem, startCountedSystem } from '../systems/counted-system.ts';
import { type Counters, noCounts } from '../systems/counters.ts';

const notifications = 10;
const kinds: readonly Channel[][] = [['inbox'], ['inbox', 'email'], ['inbox', 'email', 'sms']];
const crowd = Array.from({ length: 100 }, (_, n) => ({ id: `crowd-${n}`, email: `crowd-${n}@example.com` }));

/**
 * What one notification asks of DynamoDB and SQS from publish to provider, each published alone: the dearest way, since neither
 * recipients nor batches share a request. Units are as the emulator counts them.
 */
export async function* requests(): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  try {
    for (const channels of kinds) yield* toFigures(channels.join(' + '), await countAverage(system, channels));
    yield await countRateLimiterRequests(system);
  } finally {
    await system.stop();
  }
}

async function countAverage(system: CountedSystem, channels: Channel[]): Promise<Counters> {
  const sum = noCounts();
  for (let published = 0; published < notifications; published += 1) {
    const counters = await system.count(() => publish(system, channels));
    for (const name of Object.keys(sum) as (keyof Counters)[]) sum[name] += counters[name] / notifications;
  }
  return sum;
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

function toFigures(name: string, { dynamoRequests, readUnits, writeUnits, sqsRequests }: Counters): Figure[] {
  return [
    figure({ case: name, measure: 'DynamoDB', value: dynamoRequests, unit: 'requests/notification' }),
    figure({ case: name, measure: 'DynamoDB read', value: readUnits, unit: 'read units/notification' }),
    figure({ case: name, measure: 'DynamoDB written', value: writeUnits, unit: 'write units/notification' }),
    figure({ case: name, measure: 'SQS', value: sqsRequests, unit: 'requests/notification' }),
  ];
}
