import { expectStatus } from '../measure/expect-status.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { type CountedSystem, startCountedSystem } from '../systems/counted-system.ts';
import type { Counters } from '../systems/counters.ts';

const people = Array.from({ length: 100 }, (_, n) => ({ id: `crowd-${n}`, email: `crowd-${n}@example.com`, locale: 'en-GB' }));
const ada = people.slice(0, 1);
const alone = 5;
const atOnce = 20;

/**
 * What counting takes for a notification by inbox and e-mail: where each has a minute to itself, and where what a minute brings fills
 * batches.
 */
export async function* statistics(): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  try {
    system.allowAnyRate();
    await countOnly(system, ada); // makes the user, and starts the processes
    const each: Counters[] = [];
    for (let n = 0; n < alone; n += 1) each.push(await countOnly(system, ada));
    yield* toFigures('each in a minute of its own', each, alone);
    yield* toFigures(`${people.length} in the same minute`, [await countOnly(system, people)], people.length);
  } finally {
    await system.stop();
  }
}

/** Publishes, waits until all is sent, and answers what counting it took. */
async function countOnly(system: CountedSystem, recipients: readonly unknown[]): Promise<Counters> {
  const data = { title: 'Hello', body: 'There is news.' };
  for (let start = 0; start < recipients.length; start += atOnce) {
    const some = recipients.slice(start, start + atOnce);
    const request = { workflow: 'message', recipients: some, data, channels: ['inbox', 'email'] };
    await expectStatus(202, system.callApi('POST', '/v1/notifications', request));
  }
  await system.untilIdle();
  return system.count(() => system.countChanges());
}

function toFigures(name: string, counted: readonly Counters[], notifications: number): Figure[] {
  const sum = (of: 'writeUnits' | 'readUnits' | 'runs') =>
    (1000 * counted.reduce((all, each) => all + each[of], 0)) / notifications;
  return [
    figure({ case: name, measure: 'DynamoDB written', value: sum('writeUnits'), unit: 'write units/1000 notifications' }),
    figure({ case: name, measure: 'DynamoDB read', value: sum('readUnits'), unit: 'read units/1000 notifications' }),
    figure({ case: name, measure: 'Lambda', value: sum('runs'), unit: 'runs/1000 notifications' }),
  ];
}
