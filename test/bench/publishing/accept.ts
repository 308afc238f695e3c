import { type Figure, figure } from '../measure/figure.ts';
import { latencies, timeCalls } from '../measure/time-calls.ts';
import { promises } from '../promises.ts';
import { type BenchSystem, startBenchSystem } from '../systems/system.ts';

const users = Array.from({ length: 40 }, (_, n) => `reader-${n}`); // so that inboxes are not fought over behind our back

/**
 * How long a publish takes to be accepted, over HTTP, by one app and by eight at once, each with a key of its own; and what of it the
 * function itself takes of a processor, without whatever stands for AWS here.
 */
export async function* accept(): AsyncGenerator<Figure> {
  const bench = await startBenchSystem();
  try {
    for (const user of users) await bench.newUser(user);
    for (const [name, clients, callsPerClient] of [
      ['one at a time', 1, 400],
      ['eight at once', 8, 80],
    ] as const) {
      await publish(bench, clients, 10); // starts the processes
      await bench.untilIdle();
      const before = await publishing(bench);
      const times = await publish(bench, clients, callsPerClient);
      yield* latencies(name, times, { p99: promises.acceptP99Ms });
      const after = await publishing(bench);
      const value = (after.cpu_ms - before.cpu_ms) / (after.invocations - before.invocations);
      yield figure({ case: name, measure: 'CPU of the function', value, unit: 'ms/call' });
      await bench.untilIdle();
    }
  } finally {
    await bench.stop();
  }
}

async function publish({ call, newKey }: BenchSystem, clients: number, callsPerClient: number): Promise<number[]> {
  const keys = await Promise.all(Array.from({ length: clients }, newKey));
  let calls = 0;
  return timeCalls({ clients, callsPerClient }, (client) => {
    const user = users[calls++ % users.length];
    const body = {
      workflow: 'message',
      recipients: [user],
      data: { title: 'Hello', body: 'There is news.' },
      channels: ['inbox'],
    };
    return call('POST', '/v1/notifications', 202, { bearer: keys[client] ?? '', body });
  });
}

/** How the function that accepts has fared since the start. */
async function publishing({ system }: BenchSystem): Promise<{ invocations: number; cpu_ms: number }> {
  const { data } = (await (await fetch(`${system.url}/local/functions`)).json()) as {
    data: { name: string; invocations: number; cpu_ms: number }[];
  };
  const found = data.find(({ name }) => name === 'publish');
  if (found === undefined) throw new Error('no function is called "publish"');
  return found;
}
