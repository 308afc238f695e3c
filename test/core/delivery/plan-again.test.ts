import { sendChannels } from '../../../contract/channels/channels.ts';
import { deliverChat } from '../../../core/channels/chat/deliver-chat.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { deliverPush } from '../../../core/channels/push/deliver-push.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import { fallBack } from '../../../core/delivery/fall-back.ts';
import type { MessageRecord, NotificationRecord } from '../../../core/delivery/ports/records.ts';
import type { Choices } from '../../../core/preferences/rules/preferences.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { withDefaults } from '../../../core/workflows/rules/workflow-defaults.ts';
import { aMessage, aMoment, aNotification, anInboxItem, smsTerms, world } from '../../world.ts';
import { aChatConnection, putAsIs as putConnection } from '../channels/chat/a-chat-connection.ts';
import { aDevice, putAsIs as putDevice } from '../channels/push/a-device.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

type Sent = ReturnType<typeof sendChannels>[number];
type Changes = {
  workflow?: object;
  message?: Partial<MessageRecord>;
  others?: MessageRecord[];
  notification?: Partial<NotificationRecord>;
};

const [desktop, phone] = [aDevice('desktop'), aDevice('phone')];
const addresses = {
  email: 'ada@example.com',
  sms: '+447400123456',
  push: JSON.stringify([desktop.id, phone.id]),
  chat: JSON.stringify(['ops', 'dev']),
};
const busy = { outcome: 'not-now', because: 'throttled', detail: 'HTTP 429', afterSeconds: 60 } as const;

/** Ada, whom a message waits for that goes once she has not read her inbox for ten minutes, and what sends it. */
async function aScene(channel: Sent, { workflow = {}, message = {}, others = [], notification = {} }: Changes = {}) {
  const here = world();
  await here.users.upsert('ada', { email: addresses.email, phone: addresses.sms, timezone: 'Europe/London' }, here.now());
  for (const device of [desktop, phone]) await putDevice(here.devices, 'ada', device);
  for (const id of ['ops', 'dev']) await putConnection(here, { owner: 'ada', connection: aChatConnection({ id }) });
  const copy = { push: () => ({ title: 'Hello', body: '', url: 'https://app.example.com' }) };
  const chain = [{ channel: 'inbox' }, { channel, unreadAfterMinutes: 10 }];
  const greeting = aWorkflow({ ...copy, chain, ...workflow } as object) as unknown as Workflow;
  const record = aNotification({ explanation: [{ channel, decision: 'send', because: 'asked for' }], ...notification });
  const inInbox = aMessage({ channel: 'inbox', status: 'delivered', address: undefined } as object);
  const waiting = aMessage({ channel, address: addresses[channel], ...message });
  const entry = {
    messages: [inInbox, waiting, ...others],
    inboxItem: anInboxItem(),
    expiresAt: new Date('2031-01-01T00:00:00Z'),
  };
  await here.ledger.enter({ notification: record, ...entry });

  const durations = { leaseSeconds: 60, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 4 * 3600 };
  const links = { unsubscribeSecret: here.signingSecret, secret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const renderEmail = () => ({ subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' });
  const terms = { terms: smsTerms(), smsCountries: ['GB'], retentionDays: 30, patienceSeconds: 10, measure: () => {} };
  const workflows = withDefaults(new Map([['greeting', greeting]]), {
    optIn: [],
    digest: 'immediate',
    channelsOn: ['push', 'chat'],
  });
  const deps = { ...here, ...durations, ...links, ...terms, renderEmail, workflows };
  const it = { version: 1, notificationId: record.id, channel } as const;
  const senders = {
    email: () => deliverEmail(it, { ...deps, queue: 'email' }),
    sms: () => deliverSms(it, deps),
    push: () => deliverPush(it, { ...deps, countUnread: async () => 0 }),
    chat: () => deliverChat(it, deps),
  };
  const messageOn = async (on: Sent) => (await here.ledger.read(record.id))?.messages.find((each) => each.channel === on);
  return {
    here,
    deliver: senders[channel],
    read: () => here.feed.mark('ada', record.id, 'read'),
    async choose(choices: Choices) {
      const version = (await here.users.getMany(['ada'])).get('ada')?.version ?? 0;
      await here.users.choose({ userId: 'ada', choices: { timezone: 'Europe/London', ...choices }, version }, here.now());
    },
    fallBack: () => fallBack({ type: 'fall-back', ...it }, deps),
    stored: () => messageOn(channel),
    messageOn,
  };
}

/** The same after its provider could not take it, a minute later. */
async function aSecondAttempt(channel: Sent, changes: Changes = {}) {
  const scene = await aScene(channel, changes);
  const { emailProvider, smsProvider, chatProviders, deviceProviders } = scene.here;
  for (const provider of [emailProvider, smsProvider]) provider.answerNext(busy);
  for (const provider of [chatProviders, deviceProviders.web]) provider.answerNext(busy, busy); // two addresses each
  await expect(scene.deliver()).rejects.toThrow(/cannot take it now/);
  scene.here.pass(61);
  return scene;
}

describe.each(sendChannels())('a message of the channel "%s" that its provider could not take', (channel) => {
  test('goes when nothing has changed', async () => {
    const { deliver, stored } = await aSecondAttempt(channel);

    expect(await deliver()).toBe('sent');
    expect(await stored()).toMatchObject({ status: 'sent', attempts: 2 });
  });

  test('does not go once the inbox item was read, and nothing takes its place', async () => {
    const { deliver, stored, read, fallBack } = await aSecondAttempt(channel);
    await read();

    expect(await deliver()).toBe('skipped');
    expect(await stored()).toMatchObject({ status: 'skipped', reason: 'already_read' });
    expect((await stored())?.events.at(-1)?.detail).toMatch(/but the inbox item has been read$/);
    expect(await fallBack()).toBe('nothing');
  });

  test('goes although the inbox item was read, when it does not wait for that', async () => {
    const { deliver, read } = await aSecondAttempt(channel, { workflow: { chain: [{ channel: 'inbox' }, { channel }] } });
    await read();

    expect(await deliver()).toBe('sent');
  });

  test('does not go to who has opted out since, and nothing is added in its place', async () => {
    const { deliver, stored, choose, fallBack } = await aSecondAttempt(channel);
    await choose({ preferences: { general: { [channel]: 'opted_out' } } });

    expect(await deliver()).toBe(channel === 'email' ? 'suppressed' : 'skipped');
    const reason = channel === 'email' ? 'suppressed_unsubscribe' : 'preference_opted_out';
    expect(await stored()).toMatchObject({ reason, attempts: 2 });
    expect(await fallBack()).toBe('nothing');
  });

  test('does not go when its condition is met no more', async () => {
    let isWanted = true;
    const { deliver, stored } = await aSecondAttempt(channel, { workflow: { when: { [channel]: () => isWanted } } });
    isWanted = false;

    expect(await deliver()).toBe('skipped');
    expect(await stored()).toMatchObject({ status: 'skipped', reason: 'condition_not_met' });
  });

  test('waits for the end of a night that has begun since, an hour at a time, and may expire in it', async () => {
    const { here, deliver, stored, choose } = await aSecondAttempt(channel);
    await choose({ quietHours: { start: '12:01', end: '14:00' } });

    await expect(deliver()).rejects.toMatchObject({ message: expect.stringContaining('quiet hours'), afterSeconds: 3600 });
    here.at('2030-03-15T13:59:30.000Z');
    await expect(deliver()).rejects.toMatchObject({ afterSeconds: 30 });
    expect(await stored()).toMatchObject({ status: 'queued', attempts: 1 });
    here.at('2030-03-15T14:00:00.000Z');
    expect(await deliver()).toBe('sent');

    const short = await aSecondAttempt(channel, { notification: { goodUntil: new Date('2030-03-15T13:00:00.000Z') } });
    await short.choose({ quietHours: { start: '12:01', end: '14:00' } });
    expect(await short.deliver()).toBe('expired');
  });

  test('is decided again when it has lain in its queue for a minute, and not when it comes at once', async () => {
    const { here, deliver, read, stored } = await aScene(channel);
    const atOnce = await aScene(channel);
    await Promise.all([read(), atOnce.read()]);
    here.pass(60);
    atOnce.here.pass(59);

    expect([await deliver(), await atOnce.deliver()]).toEqual(['skipped', 'sent']);
    expect(await stored()).toMatchObject({ status: 'skipped', reason: 'already_read', attempts: 1 });
  });
});

test.each(['push', 'chat'] as const)(
  'what one of two addresses of the channel "%s" has goes to the other no more once it was read',
  async (channel) => {
    const scene = await aScene(channel);
    const { chatProviders, deviceProviders } = scene.here;
    for (const provider of [chatProviders, deviceProviders.web])
      provider.answerNext({ outcome: 'sent', providerId: 'one' }, busy);
    await expect(scene.deliver()).rejects.toThrow(/cannot take it now/);
    scene.here.pass(61);
    await scene.read();

    expect(await scene.deliver()).toBe('sent');

    expect([deviceProviders.web.asked.length, chatProviders.posted.length]).toContain(2);
    expect(await scene.stored()).toMatchObject({ status: 'sent', outcomes: expect.any(Object) });
    expect((await scene.stored())?.events.at(-1)?.detail).toMatch(/^it goes to no more of its addresses: .*has been read$/);
  },
);

test('a send in doubt that would not be tried again now stays in doubt', async () => {
  const scene = await aScene('push');
  const lost = { outcome: 'unknown', detail: 'no answer' } as const;
  scene.here.deviceProviders.web.answerNext(lost, lost);
  await expect(scene.deliver()).rejects.toThrow(/may or may not/);
  scene.here.pass(121);
  await scene.read();

  expect(await scene.deliver()).toBe('gave-up-ambiguous');
  expect(await scene.stored()).toMatchObject({ status: 'unknown', reason: 'ambiguous_send' });
});

test('an SMS that is not wanted any more gives back the money that it has taken', async () => {
  const { here, deliver, read } = await aScene('sms');
  here.acquirePermit.refuseNext(60);
  await expect(deliver()).rejects.toThrow(/no room/);
  const spent = async () =>
    (await here.meter.decide({ segments: 1, cost: 1, budget: 1, windows: [], at: here.now() })) as { spent: number };
  const before = (await spent()).spent;
  here.pass(61);
  await read();

  expect(await deliver()).toBe('skipped');
  expect([before > 1, (await spent()).spent]).toEqual([true, 1]);
});

test('what waits in a chain for a channel to fail has its turn when nobody wants that one any more', async () => {
  const until = new Date(aMoment.getTime() + 86_400_000);
  const chain = [{ channel: 'inbox' }, { channel: 'push', unreadAfterMinutes: 10 }, { channel: 'sms', undelivered: true }];
  const held = {
    channel: 'sms',
    decision: 'hold',
    held_for: 'undelivered',
    until: until.toISOString(),
    because: 'the chain',
  } as const;
  const { here, deliver, choose, fallBack, messageOn } = await aSecondAttempt('push', {
    workflow: { chain },
    others: [aMessage({ channel: 'sms', status: 'scheduled', dueAt: until })],
    notification: {
      createdAt: new Date(aMoment.getTime() - 3_600_000),
      explanation: [{ channel: 'push', decision: 'send', because: 'the chain' }, held],
    },
  });
  await choose({ preferences: { general: { push: 'opted_out' } } });
  here.pass(600);

  expect(await deliver()).toBe('skipped');
  expect(await fallBack()).toBe('released');
  expect(await messageOn('sms')).toMatchObject({ status: 'queued' });
});
