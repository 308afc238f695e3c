import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { listPaused } from '../../../core/delivery/list-paused.ts';
import { resumeWorkflow } from '../../../core/delivery/resume-workflow.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { holdWhilePaused } from '../../../core/planning/rules/hold-while-paused.ts';
import { notificationIdFor, requestIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { aMoment, type World, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const minute = 60_000;
const fromNow = (minutes: number) => new Date(aMoment.getTime() + minutes * minute);
const pause = { since: aMoment, why: 'the logo is wrong' };

function aRun(changes: Partial<NotifyMessage> = {}): NotifyMessage {
  const requestId = requestIdFor(aMoment, 'test', 'r1');
  const head = { type: 'notify', version: 1, requestId, requestedAt: aMoment.toISOString() } as const;
  return {
    ...head,
    workflow: 'greeting',
    data: { name: 'Ada' },
    channels: ['inbox', 'email'],
    test: false,
    userId: 'ada',
    ...changes,
  };
}

async function aWorld() {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  const workflows = new Map([['greeting', aWorkflow() as unknown as Workflow]]);
  const deps = { ...here, workflows, smsCountries: ['GB'], retentionDays: 30 };
  return {
    here,
    dispatch: (run: NotifyMessage) => dispatch(run, deps),
    release: (message: ReleaseMessage) => release(message, deps),
    async workOffReleases() {
      const messages = here.ingest.drain().filter((message): message is ReleaseMessage => message.type === 'release');
      for (const message of messages) await release(message, deps);
    },
  };
}

async function statusesOf(here: World, run: NotifyMessage) {
  const found = await here.ledger.read(notificationIdFor(visibleAt(run), run.requestId, run.userId));
  return found?.messages.map(({ channel, status, dueAt }) => `${channel} ${status} ${dueAt?.toISOString() ?? ''}`.trim()).sort();
}

function deliver(here: World) {
  const links = { workflows: new Map(), unsubscribeSecret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const renderEmail = () => ({ subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' });
  const times = { leaseSeconds: 40, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 4 * 3600 };
  return Promise.all(
    here.email
      .drain()
      .map((message) =>
        deliverEmail(message, { ...here, ...links, ...times, renderEmail, queue: 'email' }).catch((error: unknown) => error),
      ),
  );
}

describe('a workflow that its owner has paused', () => {
  test('is held on every channel, the inbox too, and says why', async () => {
    const { here, dispatch } = await aWorld();
    await here.workflowPauses.pause('greeting', pause);

    await dispatch(aRun());

    const until = fromNow(15).toISOString();
    expect(await statusesOf(here, aRun())).toEqual([`email scheduled ${until}`, `inbox scheduled ${until}`]);
    expect(here.email.drain()).toEqual([]);
    const id = notificationIdFor(visibleAt(aRun()), aRun().requestId, 'ada');
    expect((await here.ledger.read(id))?.notification.explanation[0]).toMatchObject({
      held_for: 'paused',
      because: expect.stringContaining('the workflow is paused: the logo is wrong'),
    });
  });

  test('is held again for as long as the pause has lasted, and goes once it is resumed', async () => {
    const { here, dispatch, workOffReleases } = await aWorld();
    await here.workflowPauses.pause('greeting', pause);
    await dispatch(aRun());

    here.at(fromNow(60));
    await workOffReleases();
    expect(await statusesOf(here, aRun())).toContain(`inbox scheduled ${fromNow(120).toISOString()}`);

    here.at(fromNow(61));
    await resumeWorkflow('greeting', here);
    await workOffReleases();
    expect(await statusesOf(here, aRun())).toEqual([
      `email queued ${fromNow(120).toISOString()}`,
      `inbox delivered ${fromNow(120).toISOString()}`,
    ]);
    expect(await deliver(here)).toEqual(['sent']);
  });

  test('keeps what it holds for longer than notifications are kept', async () => {
    const { here, dispatch, release: releaseNow } = await aWorld();
    await here.workflowPauses.pause('greeting', pause);
    await dispatch(aRun());
    const notificationId = notificationIdFor(visibleAt(aRun()), aRun().requestId, 'ada');
    const look = async () => {
      const { dueAt = aMoment } = (await here.ledger.read(notificationId))?.messages[0] ?? {};
      here.at(dueAt);
      return releaseNow({ type: 'release', version: 1, notificationId, dueAt: dueAt.toISOString() });
    };

    while (here.now() < fromNow(70 * 24 * 60)) expect(await look()).toBe('released');

    await here.workflowPauses.resume('greeting');
    await look();
    expect((await statusesOf(here, aRun()))?.map((status) => status.split(' ')[1])).toEqual(['queued', 'delivered']);
  });

  test('goes as soon as it is resumed, also when it was paused a moment ago, or would expire soon, and says so', async () => {
    const { here, dispatch, workOffReleases } = await aWorld();
    await here.workflowPauses.pause('greeting', pause);
    const run = aRun({ expiresAt: fromNow(10).toISOString() });
    await dispatch(aRun());
    await dispatch({ ...run, userId: 'ada', requestId: requestIdFor(aMoment, 'test', 'r2') });
    here.ingest.drain(); // what a queue keeps back for a quarter of an hour

    here.at(fromNow(1));
    await resumeWorkflow('greeting', here);
    await workOffReleases();

    expect(here.email.drain()).toHaveLength(2);
    const id = notificationIdFor(visibleAt(aRun()), aRun().requestId, 'ada');
    const email = (await here.ledger.read(id))?.messages.find(({ channel }) => channel === 'email');
    expect(email?.events.at(-1)).toMatchObject({ status: 'queued', detail: 'the workflow was resumed' });
  });

  test('is resumed without letting go what waits for another reason', async () => {
    const { here, dispatch, workOffReleases } = await aWorld();
    const scheduled = aRun({ sendAt: fromNow(120).toISOString() });
    await dispatch(scheduled);
    await here.workflowPauses.pause('greeting', pause);

    await resumeWorkflow('greeting', here);
    await workOffReleases();

    expect(await statusesOf(here, scheduled)).toContain(`email scheduled ${fromNow(120).toISOString()}`);
  });

  test('expires while it waits', async () => {
    const { here, dispatch, workOffReleases } = await aWorld();
    await here.workflowPauses.pause('greeting', pause);
    const run = aRun({ expiresAt: fromNow(5).toISOString() });
    await dispatch(run);

    here.at(fromNow(5));
    await workOffReleases();

    expect((await statusesOf(here, run))?.map((status) => status.split(' ')[1])).toEqual(['expired', 'expired']);
  });

  test('leaves in its queue what was queued before, untouched, and sends it later', async () => {
    const { here, dispatch } = await aWorld();
    await dispatch(aRun());
    await here.workflowPauses.pause('greeting', pause);
    const waiting = here.email.drain();
    await here.email.send(waiting);

    const refusal = {
      name: 'RetryableError',
      message: expect.stringContaining('is paused'),
      afterSeconds: 900,
      stopBatch: false,
    };
    expect(await deliver(here)).toMatchObject([refusal]);
    expect(await statusesOf(here, aRun())).toContain('email queued');

    await here.workflowPauses.resume('greeting');
    await here.email.send(waiting);
    expect(await deliver(here)).toEqual(['sent']);
  });

  test('is listed with what else is paused', async () => {
    const { here } = await aWorld();
    await here.workflowPauses.pause('greeting', pause);
    await here.pauses.pause('sms', { why: 'the sender id is wrong' });

    expect(await listPaused(here)).toEqual([
      { queue: 'sms', why: 'the sender id is wrong' },
      { workflow: 'greeting', why: pause.why, since: aMoment.toISOString() },
    ]);
  });
});

test('what is held is looked at after as long as the pause has lasted, from a quarter of an hour to six hours', () => {
  const held = (minutes: number) =>
    (holdWhilePaused(pause, {}, fromNow(minutes)).getTime() - fromNow(minutes).getTime()) / minute;

  expect([0, 10, 40, 600].map(held)).toEqual([15, 15, 40, 360]);
});
