import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { Webhook } from 'standardwebhooks';
import { Event } from '../../../contract/events/event.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { eventually } from '../local-system.ts';
import { runBellhop } from '../shared/run-bellhop.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';
import { type Received, startReceiver } from './webhook-receiver.ts';

let localSystem: SharedLocalSystem;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const call = (method: string, path: string, body?: unknown) =>
  localSystem.call(method, `/v1/webhooks${path}`, { key: localSystem.key(), ...(body !== undefined && { body }) });

/** Makes a webhook for one test, and answers it. */
async function aWebhook(more: Record<string, unknown> = {}) {
  const { status, body } = await call('POST', '', { url: receiver.url, ...more });
  expect(status).toBe(200);
  return body as { id: string; secret: string };
}

const publish = (user: string) =>
  localSystem.publish({ workflow: 'message', recipients: [user], data: { title: 'Something to read', body: '' } });

function verified(secret: string, { body, headers }: Received): Event {
  return Event.parse(new Webhook(secret).verify(body, headers));
}

/** What came, each event once: one that comes again has the same id, and whoever is told keeps those that it has worked on. */
const eachOnce = (): Received[] => [
  ...new Map(receiver.received.map((received) => [received.headers['webhook-id'], received])).values(),
];

const deliveriesOf = async (id: string) => (await call('GET', `/${id}/deliveries`)).body.data;

test('a receiver is told of what it wants, signed as the specification says, and of nothing else', async () => {
  const { id, secret } = await aWebhook({ events: ['message.delivered'] });
  await localSystem.call('PUT', '/v1/users/hooked', { key: localSystem.key(), body: { email: 'hooked@example.com' } });
  await publish('hooked');
  await eventually('both deliveries are told', async () => eachOnce().length >= 2);
  await eventually('they are noted', async () =>
    (await deliveriesOf(id)).every(({ status }: { status: string }) => status === 'delivered'),
  );

  const events = eachOnce().map((received) => verified(secret, received));
  expect(events.map(({ type, data }) => ('channel' in data ? `${type} ${data.channel}` : type)).sort()).toEqual([
    'message.delivered email',
    'message.delivered inbox',
  ]);
  expect(
    eachOnce()
      .map(({ headers }) => headers['webhook-id'])
      .sort(),
  ).toEqual(events.map((event) => event.id).sort());
  expect(JSON.stringify(receiver.received)).not.toMatch(/@example|Something to read/);
  expect((await deliveriesOf(id))[0]).toMatchObject({ attempts: [{ status: 204 }] });
  await call('DELETE', `/${id}`);
});

test('a publish is called back when it has ended, and when it failed, by a webhook that wants nothing else', async () => {
  const { id, secret } = await aWebhook({ events: [] });
  await localSystem.call('PUT', '/v1/users/bouncing', {
    key: localSystem.key(),
    body: { email: 'bounce+called@simulator.amazonses.com' },
  });

  const { status } = await localSystem.publish({
    workflow: 'message',
    recipients: ['bouncing'],
    data: { title: 'Something to read', body: 'You are called back.' },
    callback: id,
    failure_callback: id,
  });
  await eventually('both came', async () => eachOnce().length >= 2);

  const events = eachOnce().map((received) => verified(secret, received));
  expect(status).toBe(202);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'message.bounced',
      data: expect.objectContaining({ user: 'bouncing', channel: 'email', reason: 'hard_bounce' }),
    }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'notification.ended',
      data: expect.objectContaining({
        messages: expect.arrayContaining([
          { channel: 'email', status: 'bounced', reason: 'hard_bounce' },
          { channel: 'inbox', status: 'delivered' },
        ]),
      }),
    }),
  );
  await call('DELETE', `/${id}`);
});

test('a callback to no webhook, or for each subscriber of a topic, is refused with its place', async () => {
  const refused = (fields: object) => localSystem.publish({ workflow: 'message', data: { title: 'Hi', body: 'Hi' }, ...fields });
  const callback = `wh_${'0'.repeat(26)}`;

  const unknown = await refused({ recipients: ['ada'], callback });
  const ofTopic = await refused({ topic: 'all', callback });

  expect([unknown.status, unknown.body.code, unknown.body.errors[0].pointer]).toEqual([422, 'webhook_unknown', '/callback']);
  expect([ofTopic.status, ofTopic.body.code, ofTopic.body.errors[0].pointer]).toEqual([422, 'body_invalid', '/callback']);
});

test('what bounced is told and called back, why says so, and once the address is lifted it is sent again and arrives', async () => {
  const { id, secret } = await aWebhook({ events: ['message.bounced', 'suppression.added', 'suppression.removed'] });
  const address = 'full-mailbox@example.com';
  await localSystem.call('PUT', '/v1/users/mina', { key: localSystem.key(), body: { email: address } });
  const statusOf = async (notification: string) =>
    (await localSystem.call('GET', `/v1/notifications/${notification}`, { key: localSystem.key() })).body.messages?.[0]?.status;
  const becomes = (notification: string, status: string) =>
    eventually(`${notification} is ${status}`, async () => (await statusOf(notification)) === status);

  const { body: published } = await localSystem.publish({
    workflow: 'message',
    recipients: ['mina'],
    channels: ['email'],
    data: { title: 'Your order', body: 'It is on its way.' },
    callback: id,
    failure_callback: id,
  });
  const first: string = published.notifications[0].id;
  const told = () => eachOnce().map((received) => verified(secret, received));
  const of = (type: string) => told().flatMap((event) => (event.type === type ? [event.data] : []));
  const endIsTold = (notification: string) =>
    eventually(`the end of ${notification} is told`, async () => JSON.stringify(of('notification.ended')).includes(notification));
  await becomes(first, 'delivered');
  await endIsTold(first); // an event tells how it stands when it is told
  await bounceLate(first, address);
  await becomes(first, 'bounced');
  const why = await bellhop('why', address);
  const { stdout: lifted } = await bellhop('suppressions', 'lift', address, '--json');
  const { stdout: resent } = await bellhop('resend', first, '--json');
  const again: string = JSON.parse(resent).notification;
  await becomes(again, 'delivered');
  const ended = (notification: string) =>
    expect.objectContaining({ notification, messages: expect.arrayContaining([{ channel: 'email', status: 'delivered' }]) });
  await endIsTold(again);
  await eventually('the lift is told', async () => of('suppression.removed').length > 0);

  expect(why.stdout).toMatch(/^The address is suppressed since .*, as an e-mail to it bounced/m);
  expect(why.stdout).toContain(first);
  expect(JSON.parse(lifted)).toMatchObject({ lifted: true });
  expect((await bellhop('show', first)).stdout).toContain(`Sent again as ${again}`);
  expect(of('message.bounced')).toMatchObject([{ notification: first, reason: 'hard_bounce' }]); // wanted and called back: once
  expect(of('notification.ended')).toEqual(expect.arrayContaining([ended(first), ended(again)]));
  expect([of('suppression.added'), of('suppression.removed')].map(({ length }) => length)).toEqual([1, 1]);
  expect(JSON.stringify(receiver.received)).not.toContain(address);
  await call('DELETE', `/${id}`);
});

/** Has SES report a bounce of an e-mail that it had delivered before, as mailbox providers do late. */
async function bounceLate(notification: string, address: string): Promise<void> {
  const { endpoints, outputs } = localSystem.system;
  const client = new EventBridgeClient(clientConfig(endpoints.providers));
  const timestamp = new Date().toISOString();
  const tags = { notification_id: [notification], 'ses:configuration-set': [outputs.ConfigurationSetName] };
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      { emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
    ],
    timestamp,
    feedbackId: 'late',
  };
  const mail = { timestamp, messageId: 'late', destination: [address], tags };
  const Detail = JSON.stringify({ eventType: 'Bounce', mail, bounce });
  await client.send(new PutEventsCommand({ Entries: [{ Source: 'aws.ses', DetailType: 'Email Bounced', Detail }] }));
  client.destroy();
}

/** Runs the operator's command line. */
function bellhop(...args: string[]): Promise<{ stdout: string }> {
  const { PATH } = process.env;
  return runBellhop([...args, '--stage', 'local'], { PATH, BELLHOP_PORT: new URL(localSystem.system.url).port });
}

test('what a receiver does not take comes again after five seconds, with the same id and another timestamp', async () => {
  const { id, secret } = await aWebhook({ events: ['webhook.test'] });
  receiver.next({ status: 500 });

  await call('POST', `/${id}/test`);
  await eventually('it came twice', async () => receiver.received.length === 2);
  await eventually('it is noted', async () => (await deliveriesOf(id))[0].status === 'delivered');

  const [first, second] = receiver.received as [Received, Received];
  expect(verified(secret, second).type).toBe('webhook.test');
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  expect(Number(second.headers['webhook-timestamp']) - Number(first.headers['webhook-timestamp'])).toBeGreaterThanOrEqual(4);
  expect((await deliveriesOf(id))[0].attempts).toMatchObject([{ status: 500 }, { status: 204 }]);
  await call('DELETE', `/${id}`);
});

test('while a secret rotates both sign, and a replay has the same id', async () => {
  const { id, secret: old } = await aWebhook({ events: ['webhook.test'] });
  await call('POST', `/${id}/test`);
  await eventually('the test came', async () => receiver.received.length === 1);
  await eventually('it is noted', async () => (await deliveriesOf(id))[0].status === 'delivered');

  const { body: rotated } = await call('POST', `/${id}/rotate-secret`);
  const [delivery] = await deliveriesOf(id);
  expect((await call('POST', `/${id}/deliveries/${delivery.id}/replay`)).status).toBe(202);
  await eventually('it came again', async () => receiver.received.length === 2);

  const [first, again] = receiver.received as [Received, Received];
  expect(rotated.secret).not.toBe(old);
  expect(rotated.previous_secret_until > new Date().toISOString()).toBe(true);
  for (const secret of [old, rotated.secret]) expect(verified(secret, again).id).toBe(first.headers['webhook-id']);
  expect(() => verified(rotated.secret, first)).toThrow('No matching signature');
  expect(JSON.stringify((await call('GET', `/${id}`)).body)).not.toContain('whsec_');
  await call('DELETE', `/${id}`);
});

test('a redirect is not followed, and a receiver that is gone is called no more', async () => {
  const elsewhere = await startReceiver();
  const { id } = await aWebhook({ events: ['webhook.test'] });
  receiver.next({ status: 302, headers: { location: elsewhere.url } }, { status: 410 });

  await call('POST', `/${id}/test`);
  const gone = await eventually('it is disabled', async () => {
    const { body } = await call('GET', `/${id}`);
    return body.status === 'disabled' && body;
  });
  const [delivery] = await deliveriesOf(id);
  await elsewhere.stop();

  expect(gone).toMatchObject({ disabled_because: 'gone' });
  expect(delivery).toMatchObject({ status: 'failed', attempts: [{ status: 302 }, { status: 410 }] });
  expect(elsewhere.received).toEqual([]);
  await call('DELETE', `/${id}`);
});

test.each([
  ['http://10.0.0.1/hooks', 'private'],
  ['http://169.254.169.254/latest/meta-data', 'link-local'],
  ['http://[fd00:ec2::254]/', 'internet'],
  ['http://[::ffff:192.168.0.1]/', 'internet'],
  ['http://2130706433.nip.invalid/', 'DNS'],
  ['https://user:secret@example.com/', 'user'],
])('%s is refused', async (url, why) => {
  const { status, body } = await call('POST', '', { url });

  expect(status).toBe(422);
  expect(body).toMatchObject({ code: 'webhook_url_refused', detail: expect.stringContaining(why) });
});

test('a webhook that is switched off is told of nothing', async () => {
  const { id } = await aWebhook();
  await call('PATCH', `/${id}`, { status: 'disabled' });

  await publish('ada');
  await sleep(2_000);

  expect(receiver.received).toEqual([]);
  expect(await deliveriesOf(id)).toEqual([]);
  await call('DELETE', `/${id}`);
});

test('the command line listens for a while, prints what is signed, and leaves no webhook behind, nor one of a listener that was killed', async () => {
  const leftOver = { url: 'http://127.0.0.1:1/', description: 'bellhop webhooks listen' };
  expect((await call('POST', '', leftOver)).status).toBe(200);
  const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };
  const listener = spawn(process.execPath, ['bin/bellhop.ts', 'webhooks', 'listen', '--events', 'message.delivered'], { env });
  let printed = '';
  listener.stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  const ended = new Promise((done) => listener.once('exit', done));
  const webhooks = async () => (await call('GET', '')).body.data;
  await eventually('it alone has a webhook', async () => {
    const all: { url: string }[] = await webhooks();
    return all.length === 1 && all[0]?.url !== leftOver.url;
  });

  await publish('ada');
  await eventually('it prints an event', async () => printed.includes('\n'));
  listener.kill('SIGTERM'); // as a whole group is told to stop: once itself, and once by the launcher
  listener.kill('SIGTERM');

  expect(await ended).toBe(0);
  expect(Event.parse(JSON.parse(printed.split('\n')[0] ?? ''))).toMatchObject({
    type: 'message.delivered',
    data: { user: 'ada' },
  });
  expect(await webhooks()).toEqual([]);
});
