import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoSmsMeter } from '../../adapters/dynamodb/channels/sms/sms-meter.ts';
import type { DryRunChannel } from '../../contract/dry-run/dry-run.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import { htmlWithoutUnsubscribe } from '../without-unsubscribe.ts';
import { hasEnded } from './has-ended.ts';
import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

type Message = { channel: string; status: string; due_at?: string };

let localSystem: SharedLocalSystem;
let table: { name: string; client: DynamoDBDocumentClient; now: () => Date };
beforeAll(async () => {
  localSystem = await shareLocalSystem();
  const { endpoints, outputs } = localSystem.system;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new DynamoDBClient({ endpoint: endpoints.tables, region: 'us-east-1', credentials });
  table = { name: outputs.TableName ?? '', client: DynamoDBDocumentClient.from(client), now: () => new Date() };
});

const repair = {
  workflow: 'repair-assigned',
  data: {
    technician: 'Ada',
    customer: 'Northwind',
    repair_number: 'R-7',
    due_at: '2030-03-15T16:00:00Z',
    link: 'https://example.com/7',
  },
};

async function dryRun(body: Record<string, unknown>): Promise<Map<string, DryRunChannel>> {
  const answer = await localSystem.call('POST', '/v1/notifications/dry-run', { key: localSystem.key(), body });
  expect(answer.status).toBe(200);
  const [user] = answer.body.data as { channels: DryRunChannel[] }[];
  return new Map(user?.channels.map((each) => [each.channel, each]));
}

async function publish(body: Record<string, unknown>): Promise<string> {
  return (await localSystem.publish(body)).body.notifications[0].id;
}

/** The notification, as soon as it has come to this. */
function story(id: string, is: (message: Message) => boolean) {
  return eventually(`${id} has come to this`, async () => {
    const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    return status === 200 && body.messages.every(is) && body;
  });
}

function choose(user: string, body: Record<string, unknown>) {
  return localSystem.call('PATCH', `/v1/users/${user}/preferences`, { key: localSystem.key(), body });
}

/** What was sent, in the words of a dry run, which leaves out the link to unsubscribe. */
async function sent(id: string, channel: string) {
  const [one, ...others] = await localSystem.outbox({ notification: id, channel });
  expect(others).toEqual([]);
  const text = one?.text.replaceAll('\r\n', '\n').replace(/\n\n[^\n]+:\nhttps?:\/\/\S+\/u\/\S+\n+$/, '\n');
  return channel === 'email' ? { subject: one?.subject, html: htmlWithoutUnsubscribe(one?.html.trim()), text } : { text };
}

function explanationOf({ channel, decision, reason, held_for, until, because }: Explanation | DryRunChannel) {
  return { channel, decision, reason, held_for, until, because };
}

/** Every item but the counts of calls and the runs of jobs, what is in queues, and how much was sent. */
async function everything() {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  const kept = Items.filter(({ pk, sk }) => sk !== 'calls' && !String(pk).startsWith('JOB#'));
  const items = Object.fromEntries(kept.map((item) => [`${item.pk} ${item.sk}`, item]));
  return { items, queues: (await localSystem.local('GET', '/queues')).body, sent: (await localSystem.outbox()).length };
}

/** What SMS have cost this month, in millionths of a dollar. */
async function spent(): Promise<number> {
  return (await dynamoSmsMeter(table).decide({ segments: 0, cost: 0, windows: [], at: new Date() })).spent;
}

function timeIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}

test('a dry run changes nothing: no item, no queue, nothing sent, and nobody it made up', async () => {
  const before = await everything();
  const recipients = ['ada', 'grace', { id: 'nobody-yet', email: 'new@example.com', phone: '+447400123456', locale: 'de' }];

  const { status, body } = await localSystem.call('POST', '/v1/notifications/dry-run', {
    key: localSystem.key(),
    body: { ...repair, recipients, send_at: new Date(Date.now() + 1000).toISOString() },
  });

  expect([status, body.data.length]).toEqual([200, 3]);
  expect(before.items).toHaveProperty(['U#ada USER']);
  expect(await everything()).toEqual(before);
});

test('the name it had until 0.2 answers the same', async () => {
  const body = { ...repair, recipients: ['ada'] };
  const ask = (path: string) => localSystem.call('POST', path, { key: localSystem.key(), body });

  const { status, body: answer } = await ask('/v1/notifications/simulate');

  expect(status).toBe(200);
  expect(Object.keys(answer)).toEqual(Object.keys((await ask('/v1/notifications/dry-run')).body));
});

test('what a dry run said for Ada is what she gets, in the same words and for the same money', async () => {
  const body = { ...repair, recipients: ['ada'], channels: ['inbox', 'email', 'sms'] };
  const spentBefore = await spent();
  const told = await dryRun(body);

  const id = await publish(body);

  const { explanation, messages } = await story(id, hasEnded);
  expect(explanation.map(explanationOf)).toEqual([...told.values()].map(explanationOf));
  expect(messages.map(({ channel, status }: Message) => [channel, status]).sort()).toEqual([
    ['email', 'delivered'],
    ['inbox', 'delivered'],
    ['sms', 'delivered'],
  ]);
  expect(await sent(id, 'email')).toEqual(told.get('email')?.copy.email);
  expect(await sent(id, 'sms')).toEqual({ text: told.get('sms')?.copy.sms?.text });
  const { title, body: text, action_url } = (await localSystem.as('ada', 'GET', '/v1/me/notifications')).body.data[0];
  expect({ title, body: text, action_url }).toEqual(told.get('inbox')?.copy.inbox);
  expect((await spent()) - spentBefore).toBeCloseTo(1e6 * (told.get('sms')?.cost_usd ?? 0), 5);
  expect(told.get('sms')?.cost_usd).toBeGreaterThan(0);
});

test("what a dry run said in Grace's night waits for its end, which is told on her clock, and goes then", async () => {
  const [start, end] = [-2, 3].map((hours) => timeIn('America/New_York', new Date(Date.now() + hours * 3_600_000)));
  await choose('grace', { quiet_hours: { start, end } });
  const body = { ...repair, recipients: ['grace'], channels: ['inbox', 'email', 'sms'] };
  const told = await dryRun(body);

  const id = await publish(body);

  const { explanation, messages } = await story(id, ({ status }) => status === 'scheduled' || status === 'delivered');
  expect(explanation.map(explanationOf)).toEqual([...told.values()].map(explanationOf));
  for (const channel of ['email', 'sms']) {
    const message = messages.find((each: Message) => each.channel === channel);
    expect(told.get(channel)).toMatchObject({ decision: 'hold', afterwards: [{ decision: 'send' }], at: message.due_at });
    expect(told.get(channel)?.local_time?.slice(11)).toBe(end);
  }
  await choose('grace', { quiet_hours: null }); // her night is over for this run
  await localSystem.run('release-due', told.get('email')?.at);
  await story(id, hasEnded);
  expect(await sent(id, 'email')).toEqual(told.get('email')?.copy.email);
  expect(await sent(id, 'sms')).toEqual({ text: told.get('sms')?.copy.sms?.text });
});

test('what a dry run said goes into a digest is in it, at the hour that was told', async () => {
  await localSystem.call('PUT', '/v1/users/dora', {
    key: localSystem.key(),
    body: { email: 'dora@example.com', timezone: 'Asia/Tokyo' },
  });
  const quarterMs = 900_000;
  const hour = new Date(Math.ceil(Date.now() / quarterMs) * quarterMs + 4 * quarterMs);
  await choose('dora', { categories: { repairs: { digest: 'daily' } }, digest_time: timeIn('Asia/Tokyo', hour) });
  const body = { ...repair, recipients: ['dora'], channels: ['email'] };
  const told = (await dryRun(body)).get('email');

  const id = await publish(body);

  expect(told).toMatchObject({ decision: 'digest', cadence: 'daily', at: hour.toISOString() });
  await story(id, ({ status }) => status === 'digesting');
  await localSystem.run('send-digests', told?.at);
  const { messages } = await story(id, ({ status }) => status === 'sent');
  const digest = messages[0].events.at(-1).detail.replace('in digest ', '');
  expect((await sent(digest, 'email')).text).toContain(`${told?.copy.digest?.title}:\n${told?.copy.digest?.action_url}`);
});
