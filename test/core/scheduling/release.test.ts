import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import type { Channel } from '../../../contract/values.ts';
import { RetryableError } from '../../../core/errors.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { notificationIdFor, requestIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import { releaseDue } from '../../../core/scheduling/release-due.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { aMoment, type World, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const minute = 60_000;
const fromNow = (ms: number) => new Date(aMoment.getTime() + ms);

function aRun(changes: Partial<NotifyMessage> = {}): NotifyMessage {
  return {
    type: 'notify',
    version: 1,
    requestId: requestIdFor(aMoment, 'test', 'r1'),
    requestedAt: aMoment.toISOString(),
    workflow: 'greeting',
    data: { name: 'Ada' },
    channels: ['inbox', 'email'],
    test: false,
    userId: 'ada',
    ...changes,
  };
}

/** A world with Ada in it, whose ingest queue can be worked off, and whose sweeps run as often as asked. */
async function aWorld(change: Partial<Workflow> = {}) {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447400123456' }, here.now());
  const workflows = new Map<string, Workflow>([['greeting', aWorkflow(change as never) as unknown as Workflow]]);
  const deps = { ...here, workflows, smsCountries: ['GB'], retentionDays: 30 };

  return {
    here,
    deps,
    dispatch: (run: NotifyMessage) => dispatch(run, deps),
    releases: () => here.ingest.drain().filter((message): message is ReleaseMessage => message.type === 'release'),
    release: (message: ReleaseMessage) => release(message, deps),
    async sweep(at: Date, more: { since?: Date; cursor?: string; remainingMs?: () => number } = {}) {
      here.at(at);
      return releaseDue({ at, remainingMs: () => 60_000, save: async () => {}, ...more }, here);
    },
  };
}

function idOf(run: NotifyMessage): string {
  return notificationIdFor(visibleAt(run), run.requestId, run.userId);
}

async function statusOf(here: World, run: NotifyMessage, channel: Channel) {
  const { status, reason } = (await here.ledger.read(idOf(run)))?.messages.find((message) => message.channel === channel) ?? {};
  return reason === undefined ? status : `${status}: ${reason}`;
}

describe('what is due', () => {
  test('within a quarter of an hour waits in the queue, to its second, and is on no list', async () => {
    const { here, dispatch, sweep } = await aWorld();

    await dispatch(aRun({ sendAt: fromNow(10 * minute + 500).toISOString() }));

    expect(here.ingest.sent).toMatchObject([{ type: 'release' }]);
    expect(here.ingest.delays).toEqual([601]);
    expect(await sweep(fromNow(5 * minute))).toEqual({ count: 0 });
  });

  test('later is found by the sweep before it, and released once by however many', async () => {
    const { here, dispatch, sweep, releases, release } = await aWorld();
    const run = aRun({ sendAt: fromNow(60 * minute).toISOString() });
    await dispatch(run);
    expect(here.ingest.sent).toEqual([]);

    await sweep(fromNow(45 * minute));
    expect(here.ingest.sent).toEqual([]);
    await sweep(fromNow(50 * minute), { since: fromNow(45 * minute) });
    expect(here.ingest.sent).toEqual([]);
    await sweep(fromNow(55 * minute), { since: fromNow(50 * minute) });
    expect(here.ingest.delays).toEqual([300]);
    const [message] = releases();
    if (message === undefined) throw new Error('nothing was released');

    expect(await release(message)).toBe('released'); // it has arrived, so its time has come, whatever this clock says
    expect(await release(message)).toBe('released-before');
    expect(await here.feed.state('ada')).toMatchObject({ version: 1 });
    expect(await statusOf(here, run, 'email')).toBe('queued');
  });

  test('and that others always move first comes back later, and is not decided for ever', async () => {
    const { here, deps, dispatch, releases } = await aWorld();
    await dispatch(aRun({ sendAt: fromNow(10 * minute).toISOString() }));
    const [message] = releases();
    if (message === undefined) throw new Error('nothing was released');
    const ledger = { ...here.ledger, release: async () => false };

    await expect(release(message, { ...deps, ledger })).rejects.toThrow(RetryableError);
  });

  test('while sweeps were missed is made up for by the next one', async () => {
    const { dispatch, sweep, releases } = await aWorld();
    for (const hours of [1, 5, 30, 100])
      await dispatch(
        aRun({ requestId: requestIdFor(aMoment, 'test', `${hours}`), sendAt: fromNow(hours * 60 * minute).toISOString() }),
      );

    expect(await sweep(fromNow(101 * 60 * minute), { since: aMoment })).toEqual({ count: 4 });

    expect(new Set(releases().map(({ dueAt }) => dueAt)).size).toBe(4);
  });

  test('and is too much for one run goes on in the next where it left off', async () => {
    const { here, sweep, dispatch, releases } = await aWorld();
    const users = Array.from({ length: 2_500 }, (_, n) => `user-${n}`);
    const sendAt = fromNow(60 * minute).toISOString();
    for (const userId of users) {
      await here.users.upsert(userId, {}, here.now());
      await dispatch(aRun({ userId, sendAt }));
    }
    let time = 25_000; // enough for one page
    const since = fromNow(50 * minute);

    const first = await sweep(fromNow(55 * minute), { since, remainingMs: () => (time -= 8_000) });
    expect(first).toMatchObject({ count: 200, cursor: expect.any(String) });
    const second = await sweep(fromNow(60 * minute), { since, ...(first.cursor && { cursor: first.cursor }) });

    expect(second).toEqual({ count: 2_300 });
    expect(new Set(releases().map(({ notificationId }) => notificationId)).size).toBe(2_500);
  });
});

test('a run that is made by hand for a time to come releases at once what is due by then', async () => {
  const { here, dispatch, deps } = await aWorld();
  const sendAt = fromNow(10 * 60 * minute);
  await dispatch(aRun({ sendAt: sendAt.toISOString() }));

  await releaseDue({ at: sendAt, remainingMs: () => 60_000, save: async () => {} }, deps);

  expect(here.ingest.delays).toEqual([0]);
});

test('such a run comes to a time far ahead without looking at all that lies before it', async () => {
  const { here, dispatch } = await aWorld();
  const sendAt = fromNow(200 * 24 * 60 * minute);
  await dispatch(aRun({ sendAt: sendAt.toISOString() }));
  let looks = 0;
  const list: World['dueItems']['list'] = (page) => {
    looks += 1;
    return here.dueItems.list(page);
  };

  await releaseDue({ at: sendAt, remainingMs: () => 60_000, save: async () => {} }, { ...here, dueItems: { list } });

  expect(here.ingest.delays).toEqual([0]);
  expect(looks).toBeLessThan(600); // of five minutes each: two days
});

test('what such a run releases is there now, and not at the time to come; what it holds on is found at its own time', async () => {
  const { here, dispatch, sweep, releases, release } = await aWorld({ escalate: { sms: { afterMinutes: 15 } } });
  const sendAt = fromNow(10 * 60 * minute);
  const run = aRun({ sendAt: sendAt.toISOString(), channels: ['inbox', 'sms'] });
  await dispatch(run);
  const message: ReleaseMessage = { type: 'release', version: 1, notificationId: idOf(run), dueAt: sendAt.toISOString() };

  expect(await release(message)).toBe('released');

  const slice = { userId: 'ada', status: 'all', archived: false, snoozed: false, limit: 1 } as const;
  const { items } = await here.feed.page({ ...slice, state: await here.feed.state('ada') });
  expect(items.map(({ createdAt }) => createdAt)).toEqual([aMoment]);
  const { messages = [] } = (await here.ledger.read(idOf(run))) ?? {};
  expect(messages.flatMap(({ events }) => events).filter(({ at }) => at > aMoment.toISOString())).toEqual([]);
  expect(await statusOf(here, run, 'sms')).toBe('scheduled');
  await sweep(fromNow(10 * 60 * minute + 10 * minute));
  for (const each of releases()) await release(each);
  expect(await statusOf(here, run, 'sms')).toBe('queued');
});

describe('a release', () => {
  test('goes by what the user has chosen meanwhile', async () => {
    const { here, dispatch, releases, release } = await aWorld();
    const run = aRun({ sendAt: fromNow(minute).toISOString() });
    await dispatch(run);
    const user = (await here.users.getMany(['ada'])).get('ada');
    await here.users.choose(
      { userId: 'ada', version: user?.version ?? 0, choices: { preferences: { general: { email: 'opted_out' } } } },
      here.now(),
    );

    for (const message of releases()) await release(message);

    expect(await statusOf(here, run, 'email')).toBe('skipped: preference_opted_out');
    expect(await statusOf(here, run, 'inbox')).toBe('delivered');
  });

  test('puts into its queue again what an attempt that crashed had only moved', async () => {
    const { here, dispatch, releases, release } = await aWorld();
    await dispatch(aRun({ sendAt: fromNow(minute).toISOString() }));
    const [message] = releases();
    if (message === undefined) throw new Error('nothing was held');
    here.email.refuseNext();

    await expect(release(message)).rejects.toThrow();
    expect(await release(message)).toBe('released-before');

    expect(here.email.sent).toHaveLength(1);
  });

  test('of somebody who is gone sends nothing and says so', async () => {
    const { here, deps, dispatch, releases } = await aWorld();
    const run = aRun({ sendAt: fromNow(minute).toISOString() });
    await dispatch(run);
    const [message] = releases();
    if (message === undefined) throw new Error('nothing was held');

    await release(message, { ...deps, users: { ...here.users, getMany: async () => new Map() } });

    expect(await statusOf(here, run, 'email')).toBe('skipped: no_address');
    expect(await statusOf(here, run, 'inbox')).toBe('skipped: no_address');
  });

  test('comes too late for what expires while it waits: that has expired', async () => {
    const { here, dispatch, releases, release } = await aWorld();
    const run = aRun({ sendAt: fromNow(minute).toISOString(), expiresAt: fromNow(2 * minute).toISOString() });
    await dispatch(run);
    here.at(fromNow(3 * minute));

    for (const message of releases()) await release(message);

    expect(await statusOf(here, run, 'email')).toBe('expired: expired');
  });
});

describe('an SMS that is sent only if the inbox item is still unread', () => {
  const escalate = { sms: { afterMinutes: 15 } };

  test.each([
    ['is not sent to who has read it', true, 'skipped: already_read'],
    ['is sent to who has not', false, 'queued'],
  ])('%s', async (_, isRead, status) => {
    const { here, dispatch, releases, release } = await aWorld({ escalate });
    const run = aRun({ channels: ['inbox', 'sms'] });
    await dispatch(run);
    expect(await statusOf(here, run, 'sms')).toBe('scheduled');
    expect(here.ingest.delays).toEqual([900]);

    if (isRead) await here.feed.mark('ada', idOf(run), 'read');
    here.at(fromNow(15 * minute));
    for (const message of releases()) await release(message);

    expect(await statusOf(here, run, 'sms')).toBe(status);
    expect(here.sms.sent).toHaveLength(isRead ? 0 : 1);
  });
});

test('a notification that is scheduled a year ahead is still there when its time comes', async () => {
  const { here, dispatch, sweep, releases, release } = await aWorld();
  const sendAt = fromNow(366 * 24 * 60 * minute);
  const run = aRun({ sendAt: sendAt.toISOString() });
  await dispatch(run);

  await sweep(new Date(sendAt.getTime() - 5 * minute));
  for (const message of releases()) await release(message);

  expect(await statusOf(here, run, 'email')).toBe('queued');
});
