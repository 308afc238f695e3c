import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import { RetryableError } from '../../../core/errors.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import type { FrequencyCapPolicy } from '../../../core/planning/rules/frequency-cap.ts';
import { notificationIdFor, requestIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { describeEachStore, type StoreWorld } from '../../adapters/each-store.ts';
import { aMoment, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const fiveAnHour: FrequencyCapPolicy = { allowances: [{ channel: 'email', most: 5, per: 'hour' }], over: 'digest' };
const names = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`);

function aRun(name: string, changes: Partial<NotifyMessage> = {}): NotifyMessage {
  return {
    type: 'notify',
    version: 1,
    requestId: requestIdFor(aMoment, 'test', name),
    requestedAt: aMoment.toISOString(),
    workflow: 'greeting',
    data: { name: 'Ada' },
    channels: ['inbox', 'email'],
    test: false,
    userId: 'ada',
    ...changes,
  };
}

/** Ada, and an owner who caps what she gets. */
async function aWorld(
  store: StoreWorld,
  { retentionDays = 30, ...frequencyCapPolicy }: FrequencyCapPolicy & { retentionDays?: number } = fiveAnHour,
) {
  const here = { ...world(), ...store };
  const { version } = await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447400123456' }, here.now());
  const greeting = aWorkflow() as unknown as Workflow;
  const workflows = new Map<string, Workflow>([
    ['greeting', greeting],
    ['other', aWorkflow({ key: 'other', category: 'others' }) as unknown as Workflow],
    ['alarm', aWorkflow({ key: 'alarm', required: true }) as unknown as Workflow],
  ]);
  const deps = { ...here, workflows, smsCountries: ['GB'], retentionDays, frequencyCapPolicy };
  const read = (run: NotifyMessage) => here.ledger.read(notificationIdFor(visibleAt(run), run.requestId, run.userId));
  return {
    here,
    version,
    read,
    dispatch: (run: NotifyMessage) => untilDone(() => dispatch(run, deps)),
    releases: () => here.ingest.drain().filter((message): message is ReleaseMessage => message.type === 'release'),
    release: (message: ReleaseMessage) => untilDone(() => release(message, deps)),
    async stateOf(run: NotifyMessage, channel = 'email') {
      const { status, reason } = (await read(run))?.messages.find((message) => message.channel === channel) ?? {};
      return reason === undefined ? status : `${status}: ${reason}`;
    },
  };
}

/** As a queue would: does it again when it was told to. */
async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
    }
  }
}

describeEachStore('what is planned within frequency caps', (open) => {
  test('takes five e-mails an hour, of whatever workflow; the next is in the digest, says why, and is in the inbox at once', async () => {
    const { here, dispatch, read, stateOf } = await aWorld(await open());
    for (const name of names(5)) await dispatch(aRun(name, name === 'r2' ? { workflow: 'other' } : {}));
    const sixth = aRun('sixth');

    await dispatch(sixth);

    expect(here.email.sent).toHaveLength(5);
    expect([await stateOf(sixth), await stateOf(sixth, 'inbox')]).toEqual(['digesting', 'delivered']);
    expect((await read(sixth))?.notification.explanation.find(({ channel }) => channel === 'email')).toMatchObject({
      decision: 'digest',
      cadence: 'daily',
      because: expect.stringMatching(/5 e-mails in this hour already: it goes into their next daily digest$/),
    });
    expect((await here.digests.state('ada', 'daily')).due?.at).toEqual(new Date('2030-03-16T08:00:00Z'));
    expect((await here.digests.entries({ userId: 'ada', frequency: 'daily', number: 1, limit: 9 })).entries).toHaveLength(1);
  });

  test('skips what is over where the owner says so, and is free again in the next hour', async () => {
    const { here, dispatch, stateOf } = await aWorld(await open(), { ...fiveAnHour, over: 'skip' });
    for (const name of names(6)) await dispatch(aRun(name));
    expect(await stateOf(aRun('r5'))).toBe('skipped: throttled');

    here.at('2030-03-15T13:00:00Z');
    await dispatch(aRun('later'));

    expect(await stateOf(aRun('later'))).toBe('queued');
  });

  test('is taken by what is urgent and required as well, which goes in any case', async () => {
    const { dispatch, stateOf } = await aWorld(await open());
    const always = [...names(4).map((name) => aRun(name, { priority: 'urgent' })), aRun('alarm', { workflow: 'alarm' })];
    for (const run of [...always, aRun('after'), aRun('urgent', { priority: 'urgent' })]) await dispatch(run);

    expect(await stateOf(aRun('after'))).toBe('digesting');
    expect(await stateOf(aRun('urgent'))).toBe('queued');
    expect(await stateOf(aRun('alarm'))).toBe('queued');
  });

  test('keeps what waits for a digest by it as long after the digest as anything else', async () => {
    const { here, dispatch, read } = await aWorld(await open(), { ...fiveAnHour, retentionDays: 1 });
    for (const name of names(6)) await dispatch(aRun(name));

    here.at('2030-03-17T07:59:00Z'); // the digest was at eight on the day before

    expect(await read(aRun('r5'))).toBeDefined();
  });

  test('is not taken by inbox items, digests, tests, or what is held or opted out of', async () => {
    const { here, version, dispatch, stateOf } = await aWorld(await open());
    const preferences = { others: { email: 'opted_out' as const } };
    await here.users.choose({ userId: 'ada', version, choices: { preferences } }, here.now());
    const free: Partial<NotifyMessage>[] = [
      { channels: ['inbox'] },
      { channels: ['sms'] },
      { test: true },
      { sendAt: '2030-03-15T18:00:00.000Z' },
      { workflow: 'other' },
    ];
    for (const [index, changes] of free.entries()) await dispatch(aRun(`free ${index}`, changes));

    for (const name of names(6)) await dispatch(aRun(name));

    expect([await stateOf(aRun('r4')), await stateOf(aRun('r5'))]).toEqual(['queued', 'digesting']);
    await dispatch(aRun('test', { test: true }));
    expect(await stateOf(aRun('test'))).toBe('queued');
  });

  test('is counted for each channel by itself, and an SMS that is over is skipped, as no digest takes it', async () => {
    const budget: FrequencyCapPolicy = {
      allowances: [
        { channel: 'email', most: 1, per: 'hour' },
        { channel: 'sms', most: 2, per: 'day' },
      ],
      over: 'digest',
    };
    const { dispatch, stateOf } = await aWorld(await open(), budget);
    const runs = names(3).map((name) => aRun(name, { channels: ['inbox', 'email', 'sms'] }));
    for (const run of runs) await dispatch(run);

    expect(await Promise.all(runs.map((run) => stateOf(run, 'sms')))).toEqual(['queued', 'queued', 'skipped: throttled']);
    expect(await Promise.all(runs.map((run) => stateOf(run)))).toEqual(['queued', 'digesting', 'digesting']);
    expect(await Promise.all(runs.map((run) => stateOf(run, 'inbox')))).toEqual(['delivered', 'delivered', 'delivered']);
  });

  test('of twenty at once lets exactly five through, and loses none', async () => {
    const { here, dispatch, stateOf } = await aWorld(await open());

    await Promise.all(names(20).map((name) => dispatch(aRun(name))));

    const states = await Promise.all(names(20).map((name) => stateOf(aRun(name))));
    expect(states.filter((state) => state === 'queued')).toHaveLength(5);
    expect(states.filter((state) => state === 'digesting')).toHaveLength(15);
    expect(new Set(here.email.sent.map(({ notificationId }) => notificationId)).size).toBe(5);
    const { entries } = await here.digests.entries({ userId: 'ada', frequency: 'daily', number: 1, limit: 99 });
    expect(entries).toHaveLength(15);
  });

  test('is taken once by what comes twice, and what was decided first stays', async () => {
    const { dispatch, stateOf } = await aWorld(await open());
    for (const name of names(4)) await dispatch(aRun(name));
    for (let times = 0; times < 3; times += 1) await dispatch(aRun('r0'));

    await dispatch(aRun('fifth'));
    await dispatch(aRun('sixth'));
    for (const name of ['r0', 'fifth', 'sixth']) await dispatch(aRun(name));

    expect([await stateOf(aRun('fifth')), await stateOf(aRun('sixth'))]).toEqual(['queued', 'digesting']);
  });

  test('is taken by what was held when it goes: of all that a night held, as much as the hour has room for', async () => {
    const { here, version, dispatch, stateOf, releases, release } = await aWorld(await open());
    const quietHours = { start: '22:00', end: '12:10' };
    await here.users.choose({ userId: 'ada', version, choices: { quietHours } }, here.now());
    for (const name of names(7)) await dispatch(aRun(name));
    expect(await stateOf(aRun('r6'))).toBe('scheduled');
    here.at('2030-03-15T12:10:00Z');

    const due = releases();
    for (const message of [...due, ...due]) await release(message);

    const states = await Promise.all(names(7).map((name) => stateOf(aRun(name))));
    expect(states.filter((state) => state === 'queued')).toHaveLength(5);
    expect(states.filter((state) => state === 'digesting')).toHaveLength(2);
    expect((await here.digests.entries({ userId: 'ada', frequency: 'daily', number: 1, limit: 9 })).entries).toHaveLength(2);
  });
});
