import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const later = (minutes: number) => new Date(aMoment.getTime() + minutes * 60_000);
const pause = { until: later(15), why: 'the quota is used up' };

describeEachStore('pauses', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('leaves a queue open that nobody paused', async () => {
    expect(await store.pauses.find('email')).toBeUndefined();
  });

  test('keeps until when a queue is paused and why, the last word counting', async () => {
    await store.pauses.pause('email', { until: later(1), why: 'before' });
    await store.pauses.pause('email', pause);

    expect(await store.pauses.find('email')).toEqual(pause);
  });

  test('lifts a pause; lifting again, or what was never paused, is nothing', async () => {
    await store.pauses.resume('email');
    await store.pauses.pause('email', pause);
    await store.pauses.resume('email');
    await store.pauses.resume('email');

    expect(await store.pauses.find('email')).toBeUndefined();
  });

  test('lets one of many at once put a mark off', async () => {
    await store.pauses.pause('email', pause);

    const won = await Promise.all(Array.from({ length: 8 }, () => store.pauses.postpone('email', pause, later(16))));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await store.pauses.find('email')).toEqual({ ...pause, until: later(16) });
  });

  test('does not put off what was lifted in between', async () => {
    await store.pauses.pause('email', pause);
    await store.pauses.resume('email');

    expect(await store.pauses.postpone('email', pause, later(16))).toBe(false);
    expect(await store.pauses.find('email')).toBeUndefined();
  });

  test('keeps a queue paused until somebody lifts it, which nobody can put off', async () => {
    await store.pauses.pause('bulk-email', pause);
    await store.pauses.pause('bulk-email', { why: 'too much of it bounces', since: aMoment });

    expect(await store.pauses.find('bulk-email')).toEqual({ why: 'too much of it bounces', since: aMoment });
    expect(await store.pauses.postpone('bulk-email', { why: 'too much of it bounces' }, later(16))).toBe(false);
    expect(await store.pauses.find('email')).toBeUndefined();

    await store.pauses.resume('bulk-email');
    expect(await store.pauses.find('bulk-email')).toBeUndefined();
  });
});
