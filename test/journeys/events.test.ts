import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Event } from '../../contract/events/event.ts';
import type { Route } from '../../contract/http/route.ts';
import { routes } from '../../contract/http/routes.ts';
import { clientConfig } from '../../local/endpoints.ts';
import { repairApproved } from '../../workflows/repair-approved/workflow.ts';
import { eventually } from './local-system.ts';
import { type LocalSystem, startLocalSystem } from './own-local-system.ts';
import { runBellhop } from './shared/run-bellhop.ts';

let localSystem: LocalSystem;
beforeAll(async () => {
  localSystem = await startLocalSystem({
    settings: { events: 'on', smsProvider: 'end-user-messaging', push: 'off', chat: 'off' },
  });
});
afterAll(() => localSystem.stop());

/** Reads by an API key, but for what is not there in a stage without push and chats. */
const reads = Object.entries(routes as Record<string, Route>).filter(
  ([, { method, caller, handler }]) => method === 'GET' && caller === 'server' && !/push|chat/.test(handler),
);

test('a stage without push and chats takes publishes of a workflow that writes for them, and answers every read', async () => {
  const { key: workflow, example: data } = repairApproved;
  const recipients = [{ id: 'olga', email: 'olga@example.com' }];
  const { status, body } = await localSystem.publish({ workflow, data, recipients });
  expect([status, body.refused]).toEqual([202, []]);
  const [{ id }] = body.notifications;
  const key = localSystem.key();
  const shown = await eventually('it has gone', async () => {
    const answer = await localSystem.call('GET', `/v1/notifications/${id}`, { key });
    return answer.body.messages?.every(({ status: each }: { status: string }) => each !== 'queued') && answer.body;
  });
  expect(shown.messages.map(({ channel }: { channel: string }) => channel)).not.toContain('push');
  const dryRun = await localSystem.call('POST', '/v1/notifications/dry-run', { key, body: { workflow, data, recipients } });
  expect([dryRun.status, dryRun.body.refused]).toEqual([200, []]);

  const ids = { '/v1/notifications/{id}': id, '/v1/requests/{id}': body.id, '{id}': 'olga', '{topic}': 'crew' };
  const answers: [string, number, unknown][] = []; // one after the other: two dozen functions that start at once take each other's time
  for (const [name, { path }] of reads) {
    const address = Object.entries(ids).reduce((text, [place, is]) => text.replace(place, place.replace(/\{\w+\}/, is)), path);
    const answer = await localSystem.call('GET', address, { key });
    answers.push([name, answer.status, answer.body]);
  }
  expect(answers.length).toBeGreaterThan(15);
  expect(answers.filter(([, code]) => code >= 400 && code !== 404)).toEqual([]);
  for (const name of [
    'readNotification',
    'readRequest',
    'listNotifications',
    'readUser',
    'exportUser',
    'readPreferences',
    'listWorkflows',
  ])
    expect(answers).toContainEqual([name, 200, expect.anything()]);
  expect((await localSystem.as('olga', 'GET', '/v1/me/notifications')).body.data).toHaveLength(1);
});

/** What was put on the bus about a user, oldest first; each is of the schema that is published. */
async function told(user: string): Promise<Event[]> {
  const { body } = await localSystem.local('GET', '/events');
  const ours = body.data.filter(({ source }: { source: string }) => source === 'bellhop');
  const events: Event[] = ours.map(({ detail }: { detail: unknown }) => Event.parse(detail)).reverse();
  return events.filter(({ data }) => 'user' in data && data.user === user);
}

test('a notification is told from its acceptance to its delivery and its reading, each step once', async () => {
  const user = 'told';
  await localSystem.call('PUT', `/v1/users/${user}`, { key: localSystem.key(), body: { email: 'told@example.com' } });
  await localSystem.publish({ workflow: 'message', recipients: [user], data: { title: 'Something to read', body: '' } });
  await eventually('the e-mail is delivered', async () =>
    (await told(user)).some(({ type, data }) => type === 'message.delivered' && 'channel' in data && data.channel === 'email'),
  );
  const { body: page } = await localSystem.as(user, 'GET', '/v1/me/notifications');
  await localSystem.as(user, 'PUT', `/v1/me/notifications/${page.data[0].id}/read`);
  await eventually('the item is read', async () => (await told(user)).some(({ type }) => type === 'inbox_item.read'));

  const events = await told(user);
  const steps = events.map(({ type, data }) => ('channel' in data ? `${type} ${data.channel}` : type));
  expect(steps.filter((step) => step !== 'message.sent email').sort()).toEqual(
    // its receipt may be faster than the sender
    [
      'notification.accepted',
      'message.delivered inbox',
      'message.queued email',
      'message.sending email',
      'message.delivered email',
      'inbox_item.read',
    ].sort(),
  );
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(JSON.stringify(events)).not.toMatch(/@example|Something to read/);
});

test('what is put there is no publish: nothing comes back', async () => {
  const before = await localSystem.outbox();
  const { body } = await localSystem.local('GET', '/queues');
  const dead = body.data.find(({ name }: { name: string }) => name === 'ingest');

  expect(before.length).toBeGreaterThan(0);
  expect(dead).toMatchObject({ dead_letters: 0 });
});

test('who unsubscribes by their preferences is told so, and what stands against an address by its hash', async () => {
  const user = 'chooser';
  await localSystem.call('PUT', `/v1/users/${user}`, { key: localSystem.key(), body: { email: 'chooser@example.com' } });
  const change = { categories: { general: { email: 'opted_out' } } };
  const { status } = await localSystem.call('PATCH', `/v1/users/${user}/preferences`, { key: localSystem.key(), body: change });
  expect(status).toBe(200);
  await eventually('it is told', async () => (await told(user)).length === 2);

  expect((await told(user)).map(({ type, data }) => [type, data])).toEqual([
    ['preferences.changed', { user }],
    ['user.unsubscribed', { user, category: 'general', channel: 'email' }],
  ]);
});

describe('changes that Lambda gave up', () => {
  /** Where in the stream a message's last change lies, as a dead-letter message names it. */
  async function placeOf(notification: string): Promise<object> {
    const { endpoints, outputs } = localSystem.system;
    const tables = new DynamoDBClient(clientConfig(endpoints.tables));
    const streams = new DynamoDBStreamsClient(clientConfig(endpoints.tables));
    const { Table } = await tables.send(new DescribeTableCommand({ TableName: outputs.TableName }));
    const StreamArn = Table?.LatestStreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const [{ ShardId } = {}] = StreamDescription?.Shards ?? [];
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
    let { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
    let last: string | undefined;
    for (let isMore = true; isMore; ) {
      const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      const ofIt = Records.findLast(({ dynamodb }) => dynamodb?.Keys?.pk?.S === `N#${notification.slice('ntf_'.length)}`);
      last = ofIt?.dynamodb?.SequenceNumber ?? last;
      ShardIterator = NextShardIterator;
      isMore = Records.length > 0;
    }
    tables.destroy();
    streams.destroy();
    return { streamArn: StreamArn, shardId: ShardId, startSequenceNumber: last, endSequenceNumber: last, batchSize: 1 };
  }

  async function putAside(place: object): Promise<void> {
    const sqs = new SQSClient(clientConfig(localSystem.system.endpoints.queues));
    const QueueUrl = localSystem.system.outputs.EventsDeadLettersUrl;
    const MessageBody = JSON.stringify({ requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: place });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    sqs.destroy();
  }

  test('are told by a redrive, with the ids that they had; what the stream has no more stays', async () => {
    const user = 'given-up';
    const data = { title: 'Told late', body: '' };
    const { body } = await localSystem.publish({
      workflow: 'message',
      recipients: [{ id: user, locale: 'en' }],
      data,
      channels: ['inbox'],
    });
    const isDelivered = ({ type }: Event) => type === 'message.delivered';
    await eventually('it is told', async () => (await told(user)).some(isDelivered));
    const place = await placeOf(body.notifications[0].id);
    await putAside(place);
    await putAside({ ...place, shardId: 'shardId-00000000000000000000-gone' });

    const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };
    const { stdout } = await runBellhop(['dlq', 'redrive', 'events', '--stage', 'local'], env);

    expect(stdout).toBe(
      '1 redriven; 1 name records that the stream has no more, as it keeps them for a day, or cannot be read by this version, and stay\n',
    );
    const ids = (await told(user)).filter(isDelivered).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });
});

describe('an SMS by End User Messaging', () => {
  test.each([
    ['delivered', '+447700900123', {}],
    ['blocked', '+447700900903', { reason: 'carrier_blocked' }],
    ['opted out', '+447700900905', { reason: 'sms_opted_out' }],
  ])('that is %s ends so in its timeline and is told so', async (end, phone, more) => {
    const user = `by-eum-${phone.slice(-3)}`;
    const status = end === 'delivered' ? 'delivered' : 'failed';
    const data = { title: 'Your code', body: '' };
    const { body } = await localSystem.publish({
      workflow: 'message',
      recipients: [{ id: user, phone }],
      data,
      channels: ['sms'],
    });
    const { id } = body.notifications[0];
    const isSms = (told: Event) => told.type === `message.${status}` && 'channel' in told.data && told.data.channel === 'sms';
    const event = await eventually('its end is told', async () => (await told(user)).find(isSms));

    const { body: notification } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    const sms = notification.messages.find(({ channel }: { channel: string }) => channel === 'sms');
    expect(event.data).toMatchObject({ notification: id, channel: 'sms', ...more });
    expect(sms).toMatchObject({ status, ...more });
    expect(JSON.stringify(await told(user))).not.toContain(phone);
    const { body: suppressions } = await localSystem.call('GET', '/v1/suppressions?limit=100', { key: localSystem.key() });
    const isSuppressed = suppressions.data.some(({ address }: { address: string }) => address === phone);
    expect(isSuppressed).toBe(end === 'opted out');
  });
});
