import * as fc from 'fast-check';
import { type CallWindows, countCall } from '../../../core/access/count-call.ts';
import { Refused } from '../../../core/errors.ts';
import { runs } from '../../runs.ts';
import { type World, world } from '../../world.ts';

test('a key may make its calls a minute, is then told when to come back, and may again in the next', async () => {
  const here = world();
  const deps = aProcess(here, 2);
  here.at('2030-03-15T12:00:20Z');

  expect(await countCall('key_1', deps)).toEqual({ 'RateLimit-Policy': '"key";q=2;w=60', RateLimit: '"key";r=1;t=40' });
  await countCall('key_1', deps);
  await expect(countCall('key_1', deps)).rejects.toMatchObject({
    code: 'rate_limited',
    headers: { 'RateLimit-Policy': '"key";q=2;w=60', RateLimit: '"key";r=0;t=40', 'Retry-After': '40' },
  });
  await expect(countCall('key_2', deps)).resolves.toMatchObject({ RateLimit: '"key";r=1;t=40' });
  here.pass(40);

  await expect(countCall('key_1', deps)).resolves.toMatchObject({ RateLimit: '"key";r=1;t=60' });
});

test('a process that makes many calls writes seldom, and what is left is told call by call', async () => {
  const here = world();
  const deps = aProcess(here, 600);

  const left: number[] = [];
  for (let call = 0; call < 600; call += 1) {
    const { RateLimit = '' } = await countCall('key_1', deps);
    left.push(Number(/r=(\d+)/.exec(RateLimit)?.[1]));
  }

  expect(left).toEqual(Array.from({ length: 600 }, (_, call) => 599 - call));
  expect(deps.writes()).toBeLessThan(85);
});

test('a call that comes alone is counted alone: nothing is held for calls that do not come', async () => {
  const here = world();
  const processes = Array.from({ length: 60 }, () => aProcess(here, 60));

  const headers = await Promise.all(processes.map((process) => countCall('key_1', process)));

  expect(headers).toHaveLength(60);
  await expect(countCall('key_1', aProcess(here, 60))).rejects.toMatchObject({ code: 'rate_limited' });
});

test('what is refused is written once: after that a process knows', async () => {
  const here = world();
  const deps = aProcess(here, 1);
  await countCall('key_1', aProcess(here, 1));

  for (let call = 0; call < 5; call += 1) await expect(countCall('key_1', deps)).rejects.toMatchObject({ code: 'rate_limited' });

  expect(deps.writes()).toBe(1);
});

test('however many processes there are, no minute lets more through than the limit, and hardly fewer', async () => {
  const call = fc.record({
    process: fc.nat(4),
    secondsLater: fc.constantFrom(0, 0, 0, 0, 1, 7),
    atOnce: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 150 }), fc.array(call, { minLength: 1, maxLength: 120 }), async (limit, calls) => {
      const here = world();
      const processes = Array.from({ length: 5 }, () => aProcess(here, limit));
      const minutes = new Map<string, { allowed: number; refused: number }>();
      for (const { process, secondsLater, atOnce } of calls) {
        here.pass(secondsLater);
        const minute = here.now().toISOString().slice(0, 16);
        const so = minutes.get(minute) ?? { allowed: 0, refused: 0 };
        const deps = processes[process] ?? aProcess(here, limit);
        const answers = await Promise.all(Array.from({ length: atOnce }, () => isAllowed(deps)));
        const allowed = answers.filter(Boolean).length;
        minutes.set(minute, { allowed: so.allowed + allowed, refused: so.refused + atOnce - allowed });
      }

      // each of the other processes may hold what it reserved and does not need: at once, as often as it was asked at once
      const held = 4 * 4 * Math.max(1, Math.floor(limit / 50));
      for (const { allowed, refused } of minutes.values()) {
        expect(allowed).toBeLessThanOrEqual(limit);
        if (refused > 0) expect(allowed).toBeGreaterThanOrEqual(limit - held);
      }
    }),
    { numRuns: runs(300) },
  );
});

/** A process that has counted nothing yet, and how often it has written. */
function aProcess({ rates, now }: World, callsPerMinute: number) {
  let writes = 0;
  const count: World['rates']['count'] = (counted) => {
    writes += 1;
    return rates.count(counted);
  };
  return { rates: { count }, writes: () => writes, now, callsPerMinute, windows: new Map() as CallWindows };
}

async function isAllowed(deps: ReturnType<typeof aProcess>): Promise<boolean> {
  try {
    await countCall('key_1', deps);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === 'rate_limited') return false;
    throw error;
  }
}
