import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { aMessage, aNotification, notificationId, smsTerms, type World, world } from '../../world.ts';

type Channel = DeliverMessage['channel'];
const times = { leaseSeconds: 40, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 4 * 3600 };

/** A message to this recipient, sent with a test key unless told otherwise. */
async function aScene(channel: Channel, address: string, test = true): Promise<World> {
  const here = world();
  const notification = aNotification({ workflow: 'message', data: { title: 'Hello', body: 'First.' }, test });
  await here.ledger.enter({
    notification,
    messages: [aMessage({ channel, address })],
    expiresAt: new Date('2031-01-01T00:00:00Z'),
  });
  return here;
}

function deliver(here: World, channel: Channel) {
  const message: DeliverMessage = { version: 1, notificationId: notificationId('n1'), channel };
  const terms = smsTerms({ countries: [], monthlyBudgetUsd: 0 }); // a test asks nobody for leave
  const links = { unsubscribeSecret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const deps = {
    ...here,
    queue: 'email' as const,
    ...times,
    ...links,
    workflows: workflowByKey,
    terms,
    measure: () => {},
    renderEmail,
  };
  return channel === 'email' ? deliverEmail(message, deps) : deliverSms(message, deps);
}

async function story(here: World) {
  const [message] = (await here.ledger.read(notificationId('n1')))?.messages ?? [];
  return { status: message?.status, reason: message?.reason, timeline: message?.events.map(({ status }) => status).join(' → ') };
}

const sent = 'queued → sending → sent';
describe.each([
  ['email', ['delivered', 'fail', 'bounce', 'complaint', 'soft-fail'].map((name) => `${name}@test.bellhop.example`)],
  ['sms', [1, 3, 4, 5, 2].map((last) => `+44770090090${last}`)],
] as const)('a test key on %s', (channel, [delivered = '', fail = '', bounce = '', complaint = '', softFail = '']) => {
  test.each([
    [delivered, 'sent', { status: 'delivered', reason: undefined, timeline: `${sent} → delivered` }],
    [fail, 'rejected', { status: 'failed', reason: 'provider_rejected', timeline: 'queued → sending → failed' }],
    [bounce, 'sent', { status: 'bounced', reason: 'hard_bounce', timeline: `${sent} → bounced` }],
    [complaint, 'sent', { status: 'complained', reason: 'complaint', timeline: `${sent} → complained` }],
  ])('to %s ends as that recipient plays it, with no provider asked', async (address, outcome, expected) => {
    const here = await aScene(channel, address);

    expect(await deliver(here, channel)).toBe(outcome);
    expect(await deliver(here, channel)).toBe('finished-before');

    expect(await story(here)).toEqual(expected);
    expect([...here.emailProvider.asked, ...here.smsProvider.asked]).toEqual([]);
  });

  test('to a recipient that plays a passing failure fails twice, holds up nothing else, and arrives', async () => {
    const here = await aScene(channel, softFail);

    await expect(deliver(here, channel)).rejects.toMatchObject({ name: 'RetryableError', stopBatch: false });
    await expect(deliver(here, channel)).rejects.toMatchObject({ name: 'RetryableError', stopBatch: false });
    expect(await deliver(here, channel)).toBe('sent');

    const timeline = 'queued → sending → queued → sending → queued → sending → sent → delivered';
    expect(await story(here)).toEqual({ status: 'delivered', reason: undefined, timeline });
    expect([...here.emailProvider.asked, ...here.smsProvider.asked]).toEqual([]);
  });

  test('to anyone else ends as simulated', async () => {
    const here = await aScene(channel, channel === 'email' ? 'ada@example.com' : '+447700900123');

    expect(await deliver(here, channel)).toBe('simulated');

    expect(await story(here)).toMatchObject({ status: 'simulated', reason: 'test_key' });
  });
});

test('a live key sends to a magic recipient as to any other', async () => {
  const here = await aScene('email', 'bounce@test.bellhop.example', false);

  expect(await deliver(here, 'email')).toBe('sent');

  expect(here.emailProvider.asked).toMatchObject([{ to: 'bounce@test.bellhop.example' }]);
  expect(await story(here)).toMatchObject({ status: 'sent' });
});

test.each([
  ['+447700900901', true, ['queued']],
  ['+447700900901', false, ['skipped', 'delivered']],
  ['+447700900123', true, ['skipped', 'delivered']],
])('where no SMS may go, one to %s is planned only for a magic number with a test key (%s)', async (phone, test, statuses) => {
  const here = world();
  await here.users.upsert('ada', { phone }, here.now());
  const data = { title: 'Hello', body: 'First.' };
  const run = { type: 'notify', version: 1, requestId: 'req_1', requestedAt: here.now().toISOString(), data } as const;

  const message = { ...run, userId: 'ada', workflow: 'message', channels: ['sms' as const], test };
  await dispatch(message, { ...here, workflows: workflowByKey, smsCountries: [], retentionDays: 90 });

  const id = notificationIdFor(here.now(), 'req_1', 'ada');
  expect((await here.ledger.read(id))?.messages.map(({ status }) => status)).toEqual(statuses);
});
