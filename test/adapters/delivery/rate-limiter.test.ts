import { describeEachStore, type StoreWorld } from '../each-store.ts';

describeEachStore('a rate limiter', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const reserve = (count: number, changes: Partial<Parameters<StoreWorld['rateLimiter']['reserve']>[1]> = {}) =>
    store.rateLimiter.reserve('email', {
      trafficClass: 'transactional',
      count,
      units: 1,
      perSecond: 10,
      latestMs: store.now().getTime() + 60_000,
      ...changes,
    });
  async function permitsOf(count: number, changes: Parameters<typeof reserve>[1] = {}): Promise<number[]> {
    const grant = await reserve(count, changes);
    if (grant.outcome === 'later') throw new Error('there should be permits');
    return grant.permitsMs.map((permitMs) => permitMs - store.now().getTime());
  }
  const stepMs = 100 / 0.97;

  test('begin now, and go on where the last ones ended', async () => {
    expect(await permitsOf(2)).toEqual([0, expect.closeTo(stepMs, 1)]);
    expect(await permitsOf(2)).toEqual([expect.closeTo(2 * stepMs, 1), expect.closeTo(3 * stepMs, 1)]);
  });

  test('that nobody took are gone', async () => {
    await permitsOf(1);
    store.pass(3600);

    expect(await permitsOf(1)).toEqual([0]);
  });

  test('are as far apart as the rate that was last known, for whoever does not know it', async () => {
    await permitsOf(1);
    await permitsOf(1, { trafficClass: 'bulk', perSecond: undefined });

    expect(await permitsOf(1, { perSecond: undefined })).toEqual([expect.closeTo(2 * stepMs, 1)]);
  });

  test('are each given to one of many who ask at once', async () => {
    const given = (await Promise.all(Array.from({ length: 6 }, () => permitsOf(3)))).flat();

    expect(given.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 18 }, (_, index) => expect.closeTo(index * stepMs, 1)),
    );
  });

  test('are not given to bulk while what is transactional has them all', async () => {
    await permitsOf(10);

    expect(await reserve(1, { trafficClass: 'bulk' })).toEqual({ outcome: 'later', atMs: expect.any(Number) });
    store.pass(1);
    expect(await permitsOf(1, { trafficClass: 'bulk' })).toEqual([expect.closeTo(10 * stepMs - 1_000, 1)]);
  });

  test('of one provider are not those of the other', async () => {
    await permitsOf(10);
    const sms = await store.rateLimiter.reserve('sms', {
      trafficClass: 'transactional',
      count: 1,
      units: 2,
      perSecond: 3,
      latestMs: store.now().getTime(),
    });

    expect(sms).toEqual({ outcome: 'granted', permitsMs: [store.now().getTime()] });
  });
});
