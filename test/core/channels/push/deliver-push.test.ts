import { deliverPush } from '../../../../core/channels/push/deliver-push.ts';
import type { Device } from '../../../../core/channels/push/ports/devices.ts';
import type { NotificationRecord } from '../../../../core/delivery/ports/records.ts';
import type { Workflow } from '../../../../core/workflows/rules/workflow.ts';
import { aMessage, aNotification, notificationId, world } from '../../../world.ts';
import { aWorkflow } from '../../workflows/a-workflow.ts';
import { aDevice, anApp, putAsIs } from './a-device.ts';

const [desktop, phone, tablet] = [aDevice('desktop'), aDevice('phone'), aDevice('tablet')];
const copy = { title: 'Hello, Ada', body: 'It is ready.', url: 'https://app.example.com/1' };
const gone = { outcome: 'gone' as const, detail: 'the push service answered 410: the subscription is gone, and was removed' };
const busy = { outcome: 'not-now' as const, because: 'throttled' as const, detail: 'HTTP 429: too many requests' };

/** Ada with these devices, and a push message to them that waits to be sent. */
async function aScene({ devices = [desktop, phone], workflow = {}, notification = {} }: Changes = {}) {
  const here = world();
  await here.users.upsert('ada', {}, here.now());
  for (const device of devices) await putAsIs(here.devices, 'ada', device);
  const greeting = aWorkflow({ push: () => copy, ...workflow }) as unknown as Workflow;
  const record = aNotification({ explanation: [{ channel: 'push', decision: 'send', because: 'asked for' }], ...notification });
  const address = JSON.stringify(devices.map(({ id }) => id));
  const message = aMessage({ channel: 'push', address });
  await here.ledger.enter({ notification: record, messages: [message], expiresAt: new Date('2031-01-01T00:00:00Z') });
  const durations = { leaseSeconds: 60, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 3600 };
  const deps = { ...here, ...durations, workflows: new Map([['greeting', greeting]]), countUnread: async () => 3 };
  const { web: provider } = here.deviceProviders;
  return {
    here,
    provider,
    deliver: () => deliverPush({ version: 1, notificationId: record.id, channel: 'push' }, deps),
    stored: async () => (await here.ledger.read(record.id))?.messages.find(({ channel }) => channel === 'push'),
    idsOfAda: async () => ((await here.users.getMany(['ada'])).get('ada') as { devices?: string[] } | undefined)?.devices,
  };
}
type Changes = { devices?: Device[]; workflow?: object; notification?: Partial<NotificationRecord> };

test('goes to each device, as its workflow and its priority say, with what is unread', async () => {
  const { deliver, provider, stored } = await aScene();

  expect(await deliver()).toBe('sent');
  expect(provider.asked.map(({ device }) => device)).toEqual([desktop.id, phone.id]);
  expect(provider.asked[0]).toMatchObject({
    copy,
    topic: notificationId('n1'),
    urgency: 'normal',
    ttlSeconds: 86_400,
    unread: 3,
  });
  expect(await stored()).toMatchObject({
    status: 'sent',
    providerId: 'push-1',
    outcomes: { [desktop.id]: 'sent', [phone.id]: 'sent' },
  });
  expect((await stored())?.events.at(-1)?.detail).toBe('2 of 2 devices have it');
});

test('is as urgent, and kept as long, as the workflow says, and no longer than it is good', async () => {
  const workflow = { pushTtlSeconds: 600, pushUrgency: 'very-low', pushTopic: 'score' };
  const at = { goodUntil: new Date('2030-03-15T12:01:00.000Z') };

  for (const [notification, ttlSeconds] of [[{}, 600] as const, [at, 60] as const]) {
    const { deliver, provider } = await aScene({ workflow, notification });
    await deliver();
    expect(provider.asked[0]).toMatchObject({ ttlSeconds, urgency: 'very-low', topic: 'score' });
  }
});

test('a device that has it is not sent it again when another is tried again', async () => {
  const { deliver, provider, stored } = await aScene();
  provider.answerNext({ outcome: 'sent', providerId: 'p1' }, { ...busy, afterSeconds: 30 });

  await expect(deliver()).rejects.toMatchObject({ afterSeconds: 30, stopBatch: false });
  expect(await stored()).toMatchObject({ status: 'queued', outcomes: { [desktop.id]: 'sent' } });
  expect((await stored())?.events.at(-1)?.detail).toBe(`1 of 2 devices has it; ${phone.id}: ${busy.detail}`);
  expect(await deliver()).toBe('sent');
  expect(provider.asked.map(({ device }) => device)).toEqual([desktop.id, phone.id, phone.id]);
  expect(await stored()).toMatchObject({ status: 'sent', outcomes: { [desktop.id]: 'sent', [phone.id]: 'sent' } });
});

test('a device that is gone is removed, and the timeline says so without where it was', async () => {
  const { deliver, provider, stored, here, idsOfAda } = await aScene();
  provider.answerNext(gone);

  expect(await deliver()).toBe('sent');
  expect(await idsOfAda()).toEqual([phone.id]);
  expect((await here.devices.list('ada')).map(({ id }) => id)).toEqual([phone.id]);
  const told = JSON.stringify((await stored())?.events);
  expect(told).toContain(`${desktop.id}: the push service answered 410`);
  expect(told).not.toContain('push.example.net');
});

test('when every device is gone the message has failed, and something else takes its place', async () => {
  const { deliver, provider, stored, here, idsOfAda } = await aScene();
  provider.answerNext(gone, gone);

  expect(await deliver()).toBe('rejected');
  expect(await stored()).toMatchObject({ status: 'failed', reason: 'no_address' });
  expect(await idsOfAda()).toBeUndefined();
  expect(here.ingest.drain()).toMatchObject([{ type: 'fall-back', channel: 'push' }]);
});

test('a device that was removed since is sent nothing', async () => {
  const { deliver, provider, here } = await aScene();
  await here.devices.remove('ada', [desktop.id], here.now());

  expect(await deliver()).toBe('sent');
  expect(provider.asked.map(({ device }) => device)).toEqual([phone.id]);
});

test('a device of tests is sent nothing by a live key, and is no device that has it', async () => {
  const magic = anApp('fcm', 'delivered.test.bellhop.example');
  const both = await aScene({ devices: [magic, phone] });
  const alone = await aScene({ devices: [magic] });

  expect([await both.deliver(), await alone.deliver()]).toEqual(['sent', 'rejected']);

  expect(both.provider.asked.map(({ device }) => device)).toEqual([phone.id]);
  expect((await both.stored())?.events.at(-1)?.detail).toContain('1 of 2 devices has it');
  expect(await alone.stored()).toMatchObject({ status: 'failed', reason: 'no_address' });
  expect(await alone.idsOfAda()).toEqual([magic.id]);
  expect(alone.here.deviceProviders.fcm?.asked).toEqual([]);
});

test('an id of a device that is none is taken off its user', async () => {
  const { deliver, here, idsOfAda } = await aScene();
  here.devices.find = async () => [phone];

  await deliver();

  expect(await idsOfAda()).toEqual([phone.id]);
});

test('a send in doubt is tried once more, by that device alone, and one device that has it is enough', async () => {
  const { deliver, provider, stored, here } = await aScene();
  const lost = { outcome: 'unknown' as const, detail: 'TimeoutError: no answer' };
  provider.answerNext({ outcome: 'sent', providerId: 'p1' }, lost, lost);

  await expect(deliver()).rejects.toMatchObject({ afterSeconds: 120 });
  here.pass(121);
  await expect(deliver()).rejects.toMatchObject({ afterSeconds: 120 });
  here.pass(121);
  expect(await deliver()).toBe('sent');
  expect(provider.asked.map(({ device }) => device)).toEqual([desktop.id, phone.id, phone.id]);
  expect(await stored()).toMatchObject({ status: 'sent', outcomes: { [desktop.id]: 'sent' } });
});

test('what one device has and the others would not take for hours is sent, and what none took is given up', async () => {
  for (const [first, expected] of [
    [{ outcome: 'sent' as const, providerId: 'p1' }, 'sent'],
    [busy, 'gave_up'],
  ] as const) {
    const { deliver, provider, stored, here } = await aScene();
    provider.answerNext(first, ...Array.from({ length: 30 }, () => busy));
    let ended: unknown;
    for (let attempt = 0; attempt < 8 && ended === undefined; attempt += 1) {
      ended = await deliver().catch((error: Error) => (error.name === 'PermanentError' ? 'gave_up' : undefined));
      here.pass(1200);
    }
    expect(ended).toBe(expected);
    expect((await stored())?.status).toBe(expected === 'sent' ? 'sent' : 'failed');
  }
});

test('one that expires while another device is tried again has reached its user', async () => {
  const goodUntil = new Date('2030-03-15T12:10:00.000Z');
  const { deliver, provider, here, stored } = await aScene({ devices: [desktop, phone, tablet], notification: { goodUntil } });
  provider.answerNext({ outcome: 'sent', providerId: 'p1' }, busy, gone);

  await expect(deliver()).rejects.toThrow();
  here.at(goodUntil);
  expect(await deliver()).toBe('sent');
  expect(await stored()).toMatchObject({ status: 'sent', outcomes: { [desktop.id]: 'sent' } });
});

test('a test sends nothing, and plays what a magic device says', async () => {
  const magic = aDevice('x');
  const device = { ...magic, endpoint: 'https://fail.test.bellhop.example/x', id: 'dev_test-fail-0123456789abcdef' };

  for (const [devices, status] of [[[desktop], 'simulated'] as const, [[device], 'failed'] as const]) {
    const { deliver, provider, stored } = await aScene({ devices: [...devices], notification: { test: true } });
    await deliver();
    expect(provider.asked).toEqual([]);
    expect((await stored())?.status).toBe(status);
  }
});

test('each kind of device has a sender of its own, and one that throttles keeps no other from its message', async () => {
  const [android, iphone] = [anApp('fcm', 'token-of-android'), anApp('apns', 'token-of-iphone')];
  const { deliver, here, stored } = await aScene({ devices: [desktop, android, iphone] });
  const { web, fcm, apns } = here.deviceProviders;
  fcm.answerNext(busy);

  await expect(deliver()).rejects.toThrow();
  here.pass(1200);
  expect(await deliver()).toBe('sent');

  expect([web, fcm, apns].map(({ asked }) => asked.map(({ device }) => device))).toEqual([
    [desktop.id],
    [android.id, android.id],
    [iphone.id],
  ]);
  expect((await stored())?.outcomes).toEqual({ [desktop.id]: 'sent', [android.id]: 'sent', [iphone.id]: 'sent' });
});
