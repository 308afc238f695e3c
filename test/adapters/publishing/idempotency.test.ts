import type { RequestHashes } from '../../../core/publishing/rules/request-hashes.ts';
import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

describeEachStore('idempotency', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const call = { caller: 'key-1', key: 'order 17' };
  const claim = ({
    requestHash = 'hash-1',
    unorderedHash = requestHash,
    ...changes
  }: Partial<typeof call & RequestHashes> = {}) =>
    store.idempotency.claim({ ...call, requestHash, unorderedHash, leaseSeconds: 60, now: store.now(), ...changes });

  test('lets a first call through, and one caller does not stand in for another', async () => {
    expect(await claim()).toEqual({ outcome: 'first', requestedAt: aMoment });
    expect(await claim({ caller: 'key-2' })).toMatchObject({ outcome: 'first' });
    expect(await claim({ key: 'order 18' })).toMatchObject({ outcome: 'first' });
  });

  test('says that the first call is still running', async () => {
    await claim();
    store.pass(59);

    expect(await claim()).toEqual({ outcome: 'running' });
  });

  test('gives the same answer to every repetition for a day', async () => {
    await claim();
    await store.idempotency.complete({ ...call, answer: { id: 'req_1', notifications: [], note: undefined } });
    store.pass(86_399);

    expect(await claim()).toEqual({ outcome: 'done', answer: { id: 'req_1', notifications: [] } });

    store.pass(1);
    expect(await claim()).toEqual({ outcome: 'first', requestedAt: store.now() });
  });

  test('refuses another body under the same key, running or done', async () => {
    await claim();
    expect(await claim({ requestHash: 'hash-2' })).toEqual({ outcome: 'other-body' });

    await store.idempotency.complete({ ...call, answer: {} });
    expect(await claim({ requestHash: 'hash-2' })).toEqual({ outcome: 'other-body' });
  });

  test('takes the same fields in another order as the same body', async () => {
    await claim({ requestHash: 'a b', unorderedHash: 'hash-1' });

    expect(await claim({ requestHash: 'b a', unorderedHash: 'hash-1' })).toEqual({ outcome: 'running' });
    expect(await claim({ requestHash: 'a b', unorderedHash: 'hash of another version' })).toEqual({ outcome: 'running' });
  });

  test('lets another take over a call that crashed, with the moment of the first', async () => {
    await claim();
    store.pass(60);

    expect(await claim()).toEqual({ outcome: 'first', requestedAt: aMoment });
    expect(await claim()).toEqual({ outcome: 'running' });
  });

  test('keeps the moment of the first call when some of its work may have happened', async () => {
    await claim();
    await store.idempotency.release({ ...call, keep: true });
    store.pass(5);

    expect(await claim({ requestHash: 'hash-2' })).toEqual({ outcome: 'other-body' });
    expect(await claim()).toEqual({ outcome: 'first', requestedAt: aMoment });
  });

  test('forgets a call that did nothing', async () => {
    await claim();
    await store.idempotency.release({ ...call, keep: false });
    store.pass(5);

    expect(await claim({ requestHash: 'hash-2' })).toEqual({ outcome: 'first', requestedAt: store.now() });
  });

  test('keeps an answer that is there, whoever releases the call', async () => {
    await claim();
    await store.idempotency.complete({ ...call, answer: 'done' });
    await store.idempotency.release({ ...call, keep: false });

    expect(await claim()).toEqual({ outcome: 'done', answer: 'done' });
  });

  test('does not remember an answer to a call that it does not know', async () => {
    await store.idempotency.complete({ ...call, answer: 'done' });

    expect(await claim()).toMatchObject({ outcome: 'first' });
  });

  test('lets one of ten calls at once through', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => claim()));

    expect(answers.filter(({ outcome }) => outcome === 'first')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'running')).toHaveLength(9);
  });
});
