import * as fc from 'fast-check';
import { gatherDeliveries } from '../../../core/feedback/gather-deliveries.ts';
import { runs } from '../../runs.ts';
import { aMoment, world } from '../../world.ts';

const dayBefore = new Date(aMoment.getTime() - 86_400_000);

/** Tallies, and how often they were written to. */
function aProcess() {
  const { tallies } = world();
  let writes = 0;
  const count: typeof tallies.count = (...counted) => {
    writes += 1;
    return tallies.count(...counted);
  };
  return { tallies, writes: () => writes, gathered: gatherDeliveries({ ...tallies, count }) };
}

test('the first deliveries are written one by one, and of many most are not', async () => {
  const { tallies, gathered, writes } = aProcess();

  for (let n = 0; n < 8; n += 1) await gathered.count('delivered', aMoment);
  expect(await tallies.sum(aMoment)).toMatchObject({ delivered: 8 });
  for (let n = 8; n < 1_000; n += 1) await gathered.count('delivered', aMoment);

  expect(writes()).toBeLessThan(75);
});

test('bounces and complaints are written at once, and judged by all deliveries that are known', async () => {
  const { tallies, gathered } = aProcess();
  for (let n = 0; n < 9; n += 1) await gathered.count('delivered', aMoment);
  expect(await tallies.sum(aMoment)).toMatchObject({ delivered: 8 });

  await gathered.count('bounced', aMoment);
  await gathered.count('complained', aMoment);

  expect(await tallies.sum(aMoment)).toMatchObject({ bounced: 1, complained: 1 });
  expect(await gathered.sum(aMoment)).toEqual({ delivered: 9, bounced: 1, complained: 1 });
});

test('a write that fails loses no delivery', async () => {
  const { tallies, gathered } = aProcess();
  const { count } = tallies;
  tallies.count = () => Promise.reject(new Error('the table is gone'));
  const broken = gatherDeliveries(tallies);
  await expect(broken.count('delivered', aMoment)).rejects.toThrow('the table is gone');

  tallies.count = count;
  await broken.count('delivered', dayBefore);

  expect(await gathered.sum(aMoment)).toMatchObject({ delivered: 2 });
});

test('whatever comes, what a process keeps is at most an eighth of what it has written, and never counted twice', async () => {
  const delivery = fc.record({ day: fc.constantFrom(aMoment, dayBefore), atOnce: fc.integer({ min: 1, max: 20 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 80 }), async (deliveries) => {
      const { tallies, gathered } = aProcess();
      let told = 0;
      for (const { day, atOnce } of deliveries) {
        await Promise.all(Array.from({ length: atOnce }, () => gathered.count('delivered', day)));
        told += atOnce;
        const { delivered } = await tallies.sum(aMoment);
        expect(delivered).toBeLessThanOrEqual(told);
        expect(told - delivered).toBeLessThanOrEqual(delivered / 8);
      }
      expect(await gathered.sum(aMoment)).toMatchObject({ delivered: told });
    }),
    { numRuns: runs(100) },
  );
});
