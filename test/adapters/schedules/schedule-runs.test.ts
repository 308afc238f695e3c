import type { RunClaim } from '../../../core/schedules/ports/schedules.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const nine = new Date('2030-03-15T09:00:00.000Z');
const ten = new Date('2030-03-15T10:00:00.000Z');
const lease = (now: Date) => ({ seconds: 60, now });
const aClaim = (changes: Partial<RunClaim> = {}): RunClaim => ({
  scheduleId: 'morning',
  time: nine,
  byHand: false,
  holder: 'one',
  ...changes,
});

describeEachStore('runs of schedules', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const start = (claim: RunClaim) => store.scheduleRuns.start(claim, lease(store.now()));
  const nextMonth = () => new Date(store.now().getTime() + 30 * 86_400_000);
  const publish = (claim: RunClaim, requestId = 'req_1') =>
    store.scheduleRuns.end(
      claim,
      { time: claim.time, byHand: claim.byHand, ranAt: store.now(), outcome: 'published', requestId },
      nextMonth(),
    );

  test('go one at a time, of each schedule', async () => {
    expect(await start(aClaim())).toEqual({ outcome: 'started' });

    expect(await start(aClaim({ holder: 'two' }))).toEqual({ outcome: 'running' });
    expect(await start(aClaim({ holder: 'two', time: ten }))).toEqual({ outcome: 'running' });
    expect(await start(aClaim({ holder: 'two', byHand: true }))).toEqual({ outcome: 'running' });
    expect(await start(aClaim({ holder: 'two', scheduleId: 'evening' }))).toEqual({ outcome: 'started' });
    expect(await start(aClaim())).toEqual({ outcome: 'started' }); // an answer that was lost
  });

  test('go once for each time, and none for one that a later has overtaken', async () => {
    await start(aClaim({ time: ten }));
    await publish(aClaim({ time: ten }));

    expect(await start(aClaim({ time: ten, holder: 'two' }))).toEqual({ outcome: 'done' });
    expect(await start(aClaim({ time: nine, holder: 'two' }))).toEqual({ outcome: 'done' });
    expect(await start(aClaim({ time: new Date(ten.getTime() + 1), holder: 'two' }))).toEqual({
      outcome: 'started',
      last: { requestId: 'req_1', ranAt: store.now() },
    });
  });

  test('by hand go at any time, and leave how far the schedule has come', async () => {
    await start(aClaim({ byHand: true, time: ten }));
    await publish(aClaim({ byHand: true, time: ten }));

    expect(await start(aClaim({ holder: 'two' }))).toMatchObject({ outcome: 'started' });
    await publish(aClaim({ holder: 'two' }), 'req_2');
    expect(await start(aClaim({ holder: 'three', byHand: true }))).toMatchObject({ outcome: 'started' });
  });

  test('by hand of the same moment are each listed, by their keys', async () => {
    for (const key of ['one', 'two', 'two']) {
      const claim = aClaim({ byHand: true, key, holder: key });
      await start(claim);
      await publish(claim, `req_${key}`);
    }

    const requests = (await store.scheduleRuns.list('morning', 10)).map(({ requestId }) => requestId);
    expect(requests.sort()).toEqual(['req_one', 'req_two']);
  });

  test('that were cut off may be taken over when their lease is over, and end nothing then', async () => {
    await start(aClaim());
    store.pass(61);

    expect(await start(aClaim({ holder: 'two' }))).toEqual({ outcome: 'started' });
    await store.scheduleRuns.release(aClaim());
    expect(await start(aClaim({ holder: 'three' }))).toEqual({ outcome: 'running' });
  });

  test('that failed or were refused may be tried again', async () => {
    await start(aClaim());
    await store.scheduleRuns.release(aClaim());
    expect(await start(aClaim({ holder: 'two' }))).toEqual({ outcome: 'started' });

    const refused = { time: nine, byHand: false, ranAt: store.now(), outcome: 'refused', reason: 'workflow_unknown' } as const;
    await store.scheduleRuns.end(aClaim({ holder: 'two' }), refused, nextMonth());
    expect(await start(aClaim({ holder: 'three' }))).toEqual({ outcome: 'started' });
    expect(await store.scheduleRuns.list('morning', 10)).toEqual([refused]);
  });

  test('are listed newest first, each as it ended last, until their time is over', async () => {
    await start(aClaim());
    await publish(aClaim());
    await start(aClaim({ time: ten, holder: 'two' }));
    await publish(aClaim({ time: ten, holder: 'two' }), 'req_2');

    expect((await store.scheduleRuns.list('morning', 10)).map(({ requestId }) => requestId)).toEqual(['req_2', 'req_1']);
    expect(await store.scheduleRuns.list('morning', 1)).toHaveLength(1);
    expect(await store.scheduleRuns.list('evening', 10)).toEqual([]);
    store.pass(31 * 86_400);
    expect(await store.scheduleRuns.list('morning', 10)).toEqual([]);
  });
});
