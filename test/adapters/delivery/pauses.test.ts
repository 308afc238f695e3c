import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const later = (minutes: number) => new Date(aMoment.getTime() + minutes * 60_000);
const parked = { until: later(15), why: 'the quota is used up' };

describeEachStore('parking', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('leaves a road open that nobody parked', async () => {
    expect(await store.parking.find('email')).toBeUndefined();
  });

  test('keeps until when a road rests and why, the last word counting', async () => {
    await store.parking.park('email', { until: later(1), why: 'before' });
    await store.parking.park('email', parked);

    expect(await store.parking.find('email')).toEqual(parked);
  });

  test('lifts a mark; lifting again, or what was never parked, is nothing', async () => {
    await store.parking.lift('email');
    await store.parking.park('email', parked);
    await store.parking.lift('email');
    await store.parking.lift('email');

    expect(await store.parking.find('email')).toBeUndefined();
  });

  test('lets one of many at once put a mark off', async () => {
    await store.parking.park('email', parked);

    const won = await Promise.all(Array.from({ length: 8 }, () => store.parking.putOff('email', parked, later(16))));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await store.parking.find('email')).toEqual({ ...parked, until: later(16) });
  });

  test('does not put off what was lifted in between', async () => {
    await store.parking.park('email', parked);
    await store.parking.lift('email');

    expect(await store.parking.putOff('email', parked, later(16))).toBe(false);
    expect(await store.parking.find('email')).toBeUndefined();
  });

  test('keeps a road that rests until somebody lifts it, which nobody can put off', async () => {
    await store.parking.park('bulk-email', parked);
    await store.parking.park('bulk-email', { why: 'too much of it bounces' });

    expect(await store.parking.find('bulk-email')).toEqual({ why: 'too much of it bounces' });
    expect(await store.parking.putOff('bulk-email', { why: 'too much of it bounces' }, later(16))).toBe(false);
    expect(await store.parking.find('email')).toBeUndefined();

    await store.parking.lift('bulk-email');
    expect(await store.parking.find('bulk-email')).toBeUndefined();
  });
});
