import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { hasEnded } from './has-ended.ts';
import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const repair = {
  technician: 'Sam',
  customer: 'Northwind Logistics',
  repair_number: 'R-1043',
  link: 'https://app.example.com/repairs/R-1043',
};
const credentials = { region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };

function untilEnded(id: string) {
  return eventually(`${id} has ended`, async () => {
    const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    const messages: { channel: string; status: string }[] = status === 200 ? body.messages : [];
    return messages.length > 0 && messages.every(hasEnded) && body;
  });
}

function inInbox(user: string, id: string) {
  return eventually(`${id} is in the inbox of ${user}`, async () => {
    const { body } = await localSystem.as(user, 'GET', '/v1/me/notifications');
    return body.data.find((item: { id: string }) => item.id === id);
  });
}

test('one publish shows in the inbox, goes out as e-mail and as SMS, and can say what happened', async () => {
  const { status, body } = await localSystem.publish({ workflow: 'repair-assigned', recipients: ['ada'], data: repair });
  const id = body.notifications[0].id;

  const item = await inInbox('ada', id);
  const story = await untilEnded(id);
  const sent = await localSystem.outbox({ notification: id });

  expect(status).toBe(202);
  expect(item).toMatchObject({
    title: 'Repair R-1043 is yours',
    category: 'repairs',
    action_url: repair.link,
    read: false,
    seen: false,
  });
  const [email] = sent.filter(({ channel }: { channel: string }) => channel === 'email');
  expect(email).toMatchObject({ to: 'ada@example.com', subject: 'Repair R-1043 for Northwind Logistics is yours' });
  expect(email.html).toContain('Northwind Logistics');
  expect(email.text).toContain(repair.link);
  expect(await localSystem.outbox({ channel: 'sms', to: '+447700900123' })).toMatchObject([
    { text: expect.stringContaining('R-1043') },
  ]);
  expect(story.messages.map(({ channel, status }: Record<string, string>) => [channel, status]).sort()).toEqual([
    ['email', 'delivered'],
    ['inbox', 'delivered'],
    ['sms', 'delivered'],
  ]);
});

test('the same publish on the ingest queue and on the bus arrives as well, and not before its time to send', async () => {
  const sendAt = new Date(Date.now() + 4000);
  const message = (title: string) => ({
    workflow: 'message',
    recipients: ['ada'],
    data: { title, body: 'Hello' },
    send_at: sendAt.toISOString(),
  });
  const { queues, providers } = localSystem.system.endpoints;
  const { IngestQueueUrl, BusName } = localSystem.system.outputs;

  await new SQSClient({ ...credentials, endpoint: queues }).send(
    new SendMessageCommand({ QueueUrl: IngestQueueUrl, MessageBody: JSON.stringify(message('By queue')) }),
  );
  const { FailedEntryCount } = await new EventBridgeClient({ ...credentials, endpoint: providers }).send(
    new PutEventsCommand({
      Entries: [
        { EventBusName: BusName, Source: 'shop', DetailType: 'notification.publish', Detail: JSON.stringify(message('By bus')) },
      ],
    }),
  );

  expect(FailedEntryCount).toBe(0);
  const ids: string[] = await eventually('both are in the inbox', async () => {
    const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
    const these = body.data.filter(({ title }: { title: string }) => title.startsWith('By '));
    return these.length === 2 && these.map(({ id }: { id: string }) => id);
  });
  for (const id of ids) {
    const { send_at, messages } = await untilEnded(id);
    expect(send_at).toBe(sendAt.toISOString());
    for (const { events } of messages) {
      const passed = events.filter(({ status }: { status: string }) => status !== 'scheduled');
      expect(passed.filter(({ at }: { at: string }) => new Date(at) < sendAt)).toEqual([]);
    }
    expect(await localSystem.outbox({ notification: id })).toHaveLength(1);
  }
});

test('one bad recipient does not spoil the others, and objects create users', async () => {
  const { status, body } = await localSystem.publish({
    workflow: 'message',
    recipients: [{ id: 'linus', email: 'linus@example.com' }, 'nobody', { id: 'broken', email: 'broken' }],
    data: { title: 'To some', body: 'Hello' },
  });

  expect(status).toBe(202);
  expect(body.notifications).toMatchObject([{ user: 'linus' }]);
  expect(body.refused.map(({ pointer, code }: Record<string, string>) => [pointer, code]).sort()).toEqual([
    ['/recipients/1', 'recipient_unknown'],
    ['/recipients/2/email', 'recipient_invalid'],
  ]);
  await inInbox('linus', body.notifications[0].id);
  expect((await localSystem.call('GET', '/v1/users/broken', { key: localSystem.key() })).status).toBe(404);
});

test('a hundred recipients each get theirs from one publish', async () => {
  const recipients = Array.from({ length: 100 }, (_, n) => ({ id: `crowd-${n}` }));

  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients,
    data: { title: 'To all', body: 'Hello' },
    channels: ['inbox'],
  });

  expect(body.notifications).toHaveLength(100);
  await Promise.all(
    body.notifications
      .slice(0, 100)
      .map(({ id }: { id: string }) =>
        eventually(
          `${id} is dispatched`,
          async () => (await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() })).status === 200,
        ),
      ),
  );
});

test('publishing twice with one Idempotency-Key is publishing once', async () => {
  const body = { workflow: 'message', recipients: ['grace'], data: { title: 'Only once', body: 'Hello' } };
  const ask = { key: localSystem.key(), headers: { 'Idempotency-Key': '"order-7"' } };

  const calls = await Promise.all(Array.from({ length: 8 }, () => localSystem.publish(body, ask)));
  const replay = await localSystem.publish(body, ask);
  const reused = await localSystem.publish({ ...body, priority: 'low' }, ask);

  expect(new Set([...calls, replay].filter(({ status }) => status === 202).map((call) => call.body.id)).size).toBe(1);
  expect(calls.filter(({ status }) => status !== 202).map((call) => call.body.code)).toEqual(
    calls.filter(({ status }) => status !== 202).map(() => 'idempotency_key_in_use'),
  );
  expect([replay.status, replay.headers.get('idempotent-replayed'), reused.status, reused.body.code]).toEqual([
    202,
    'true',
    422,
    'idempotency_key_reused',
  ]);
  await untilEnded(replay.body.notifications[0].id);
  const copies = (await localSystem.outbox({ to: 'grace@example.com' })).filter(
    ({ subject }: { subject: string }) => subject === 'Only once',
  );
  expect(copies).toHaveLength(1);
});

test('a test key does everything but send', async () => {
  const { body } = await localSystem.publish(
    { workflow: 'message', recipients: ['ada'], data: { title: 'Just a test', body: 'Hello' } },
    { key: localSystem.system.keys.test },
  );

  const story = await untilEnded(body.notifications[0].id);

  expect(story.test).toBe(true);
  expect(story.messages.find(({ channel }: { channel: string }) => channel === 'email')).toMatchObject({
    status: 'simulated',
    reason: 'test_key',
  });
  expect(await localSystem.outbox({ notification: body.notifications[0].id })).toEqual([]);
});

test('HTML in data is text in the e-mail', async () => {
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: ['ada'],
    data: { title: 'Mind the <b>', body: '<script>alert(1)</script> & more' },
  });

  await untilEnded(body.notifications[0].id);

  const [email] = await localSystem.outbox({ notification: body.notifications[0].id });
  expect(email.html).toContain('&lt;script>alert(1)&lt;/script>');
  expect(email.html).not.toContain('<script');
  expect(email.text).toContain('<script>alert(1)</script> & more');
});

test('a record that can never succeed is put aside at once, and its neighbours are delivered', async () => {
  const { queues } = localSystem.system.endpoints;
  const sqs = new SQSClient({ ...credentials, endpoint: queues });
  const send = (body: string) =>
    sqs.send(new SendMessageCommand({ QueueUrl: localSystem.system.outputs.IngestQueueUrl, MessageBody: body }));
  const good = { workflow: 'message', recipients: ['ada'], data: { title: 'A good neighbour', body: 'Hello' } };

  await Promise.all(['{not json', '{"workflow":"nope","recipients":["ada"]}', '{"hello":"world"}'].map(send));
  await send(JSON.stringify(good));

  await eventually('three dead-letter messages', async () => {
    const { data } = (await localSystem.local('GET', '/queues')).body;
    return data.find(({ name }: { name: string }) => /^ingest$/i.test(name))?.dead_letters === 3;
  });
  await eventually('the neighbour is in the inbox', async () => {
    const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
    return body.data.some(({ title }: { title: string }) => title === 'A good neighbour');
  });
});

test('a throttled provider is tried again until it takes the e-mail, once', async () => {
  await localSystem.local('PUT', '/faults', { service: 'ses', fault: 'throttle', count: 2 });
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: ['grace'],
    data: { title: 'After a while', body: 'Hello' },
    channels: ['email'],
  });

  const story = await untilEnded(body.notifications[0].id);

  expect(story.messages).toMatchObject([{ channel: 'email', status: 'delivered' }]);
  expect(await localSystem.outbox({ notification: body.notifications[0].id })).toHaveLength(1);
});
