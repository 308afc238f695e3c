import { startReceiver } from '../../journeys/webhooks/webhook-receiver.ts';
import { expectStatus } from '../measure/expect-status.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { type CountedSystem, startCountedSystem } from '../systems/counted-system.ts';
import type { Counters } from '../systems/counters.ts';

const people = Array.from({ length: 10 }, (_, n) => ({ id: `told-${n}`, email: `told-${n}@example.com` }));

/**
 * What it takes to tell webhooks of ten notifications by inbox and e-mail, beyond the notifications themselves: a webhook that wants every
 * event, for each event; and one that a publish names as its callback, for each notification.
 */
export async function* webhooks(): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  const receiver = await startReceiver();
  try {
    system.allowAnyRate();
    const make = async (events: string[]): Promise<string> => {
      const { status, body } = await system.callApi('POST', '/v1/webhooks', { url: receiver.url, events });
      if (status !== 200) throw new Error(`a webhook was answered ${status}: ${JSON.stringify(body)}`);
      return (body as { id: string }).id;
    };
    const wanting = await make(['*']);
    await countTold(system); // makes the users, and starts the processes

    const before = receiver.received.length;
    const told = await countTold(system);
    yield* toFigures('a webhook that wants every event', told, receiver.received.length - before, 'event');

    await expectStatus(204, system.callApi('DELETE', `/v1/webhooks/${wanting}`));
    const callback = await make([]);
    const called = await countTold(system, { callback, failure_callback: callback });
    yield* toFigures('a publish with callbacks', called, people.length, 'notification');
    const alone = await countTold(system);
    yield* toFigures('a publish without', alone, people.length, 'notification');
  } finally {
    await receiver.stop();
    await system.stop();
  }
}

/** Publishes, waits until all is sent, and answers what telling of it took. */
async function countTold(system: CountedSystem, callbacks: object = {}): Promise<Counters> {
  const data = { title: 'Hello', body: 'There is news.' };
  const request = { workflow: 'message', recipients: people, data, channels: ['inbox', 'email'], ...callbacks };
  await expectStatus(202, system.callApi('POST', '/v1/notifications', request));
  await system.untilIdle();
  return system.count(() => system.tellChanges());
}

function toFigures(name: string, counted: Counters, among: number, what: 'event' | 'notification'): Figure[] {
  const each = (of: keyof Counters, measure: string, unit: string) =>
    figure({ case: name, measure, value: counted[of] / among, unit: `${unit}/${what}` });
  return [
    each('writeUnits', 'DynamoDB written', 'write units'),
    each('readUnits', 'DynamoDB read', 'read units'),
    each('sqsRequests', 'SQS', 'requests'),
    each('runs', 'Lambda', 'runs'),
  ];
}
