import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

describeEachStore('keys of recipients', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const use = { requestId: 'req_1', requestedAt: aMoment.toISOString(), told: 'hash-1' };
  const claim = (changes: { caller?: string; key?: string; use?: typeof use & { sendAt?: string } } = {}) =>
    store.recipientKeys.claim({ caller: 'key-1', key: 'row 17', use, now: store.now(), ...changes });

  test('says for a day what a key was used for first', async () => {
    const later = { ...use, requestId: 'req_2' };
    const first = { ...use, sendAt: aMoment.toISOString() };

    expect(await claim({ use: first })).toEqual(first);
    store.pass(86_399);
    expect(await claim({ use: later })).toEqual(first);
    store.pass(1);
    expect(await claim({ use: later })).toEqual(later);
    expect(await claim()).toEqual(later);
  });

  test('one caller, and one key, does not stand in for another', async () => {
    await claim();
    const other = { ...use, requestId: 'req_2' };

    expect(await claim({ caller: 'key-2', use: other })).toEqual(other);
    expect(await claim({ key: 'row 18', use: other })).toEqual(other);
  });

  test('of many that claim one key at once, one is first', async () => {
    const uses = Array.from({ length: 30 }, (_, n) => ({ ...use, requestId: `req_${n}` }));

    const firsts = await Promise.all(uses.map((each) => claim({ use: each })));

    expect(new Set(firsts.map(({ requestId }) => requestId)).size).toBe(1);
  });

  test('a call with an Idempotency-Key of the same letters is something else', async () => {
    const hashes = { requestHash: 'hash', unorderedHash: 'hash' };
    await claim();

    expect(
      await store.idempotency.claim({ caller: 'key-1', key: 'row 17', ...hashes, leaseSeconds: 60, now: store.now() }),
    ).toMatchObject({ outcome: 'first' });
  });
});
