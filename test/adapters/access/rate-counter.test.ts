import { aMoment } from '../../world.ts';
import { describeEachStore } from '../each-store.ts';

describeEachStore('the rate counter', (open) => {
  const call = { name: 'key_1', windowStart: aMoment, windowSeconds: 60, calls: 1 };

  test('counts every call, this one included, however many come at once', async () => {
    const { rates } = await open();

    const counts = await Promise.all(Array.from({ length: 10 }, () => rates.count(call)));

    expect(counts.sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('begins again in the next window, and counts each name by itself', async () => {
    const { rates } = await open();
    await rates.count(call);

    expect(await rates.count({ ...call, windowStart: new Date('2030-03-15T12:01:00.000Z') })).toBe(1);
    expect(await rates.count({ ...call, name: 'key_2' })).toBe(1);
    expect(await rates.count(call)).toBe(2);
  });

  test('counts several calls at once', async () => {
    const { rates } = await open();
    await rates.count(call);

    expect(await rates.count({ ...call, calls: 12 })).toBe(13);
  });
});
