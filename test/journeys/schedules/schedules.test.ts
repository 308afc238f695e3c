import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteScheduleCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from '../../../local/endpoints.ts';
import { hasEnded } from '../has-ended.ts';
import { type Answer, eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
let scheduler: SchedulerClient;
let queues: SQSClient;
let group: string;
/** When the schedule `often` first runs: the next full minute. The other tests go on meanwhile. */
let firstTime: number;

beforeAll(async () => {
  localSystem = await shareLocalSystem();
  scheduler = new SchedulerClient(clientConfig(localSystem.system.endpoints.providers));
  queues = new SQSClient(clientConfig(localSystem.system.endpoints.queues));
  group = localSystem.system.outputs.ScheduleGroupName ?? '';
  await make({ id: 'often', ...hello('On time'), every: '1 minute', starts_at: new Date().toISOString() });
  firstTime = (Math.floor(Date.now() / 60_000) + 1) * 60_000;
});
afterAll(() => {
  scheduler.destroy();
  queues.destroy();
});

const hello = (title: string) => ({ workflow: 'message', recipients: ['ada'], data: { title, body: 'Hello' } });
const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
  localSystem.call(method, `/v1/schedules${path}`, { key: localSystem.key(), body });

async function make(body: Record<string, unknown>): Promise<Answer['body']> {
  const answer = await call('POST', '', body);
  if (answer.status !== 200) throw new Error(`a schedule was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What EventBridge Scheduler would put on the queue at a time. */
async function messageAt(id: string, time: Date): Promise<string> {
  const { Target } = await scheduler.send(new GetScheduleCommand({ GroupName: group, Name: id }));
  return (Target?.Input ?? '').replace('<aws.scheduler.scheduled-time>', time.toISOString().replace('.000Z', 'Z'));
}

const send = (MessageBody: string) =>
  queues.send(new SendMessageCommand({ QueueUrl: localSystem.system.outputs.IngestQueueUrl, MessageBody }));

const historyOf = async (id: string) => (await call('GET', `/${id}`)).body.history;

/** The first run of a schedule. */
const firstRun = (id: string) => eventually(`schedule ${id} has run`, async () => (await historyOf(id)).at(-1));

/** A time that has just come, so that a run for it is within any grace. */
const aMinuteAgo = () => new Date(Math.floor(Date.now() / 60_000) * 60_000);

test('a time that is told twice is published once', async () => {
  await make({ id: 'yearly', ...hello('Twice told'), cron: '0 0 1 1 *' });
  const message = await messageAt('yearly', aMinuteAgo());

  await Promise.all([send(message), send(message)]);
  await send(message);

  const run = await firstRun('yearly');
  await eventually('it is in the inbox', async () => {
    const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
    return body.data.some(({ title }: { title: string }) => title === 'Twice told');
  });
  const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
  expect(run.outcome).toBe('published');
  expect(body.data.filter(({ title }: { title: string }) => title === 'Twice told')).toHaveLength(1);
  expect(await historyOf('yearly')).toHaveLength(1);
  await call('DELETE', '/yearly');
});

test('a schedule is changed, paused, run by hand, listed and removed', async () => {
  const made = await make({ id: 'weekly', ...hello('By hand'), cron: '0 9 * * mon', timezone: 'Europe/London' });
  expect(made.next_runs).toHaveLength(10);

  const paused = (await call('PATCH', '/weekly', { paused: true, cron: '30 9 * * mon' })).body;
  expect(paused).toMatchObject({ paused: true, cron: '30 9 * * mon' });
  expect(await scheduler.send(new GetScheduleCommand({ GroupName: group, Name: 'weekly' }))).toMatchObject({
    State: 'DISABLED',
    ScheduleExpression: 'cron(30 9 ? * MON *)',
    ScheduleExpressionTimezone: 'Europe/London',
    Target: { Arn: expect.stringContaining('Ingest') },
  });

  const run = await call('POST', '/weekly/run');
  expect(run.status).toBe(202);
  const ran = await firstRun('weekly');
  expect(ran).toMatchObject({ by_hand: true, outcome: 'published', request: run.body.request });

  expect((await call('GET', '?limit=100')).body.data.map(({ id }: { id: string }) => id)).toContain('weekly');
  expect((await call('DELETE', '/weekly')).status).toBe(204);
  expect((await call('DELETE', '/weekly')).status).toBe(404);
  expect((await call('GET', '/weekly')).status).toBe(404);
  await expect(scheduler.send(new GetScheduleCommand({ GroupName: group, Name: 'weekly' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('the nightly job makes a timer that is missing', async () => {
  await make({ id: 'lost', ...hello('Lost'), cron: '0 9 * * *' });
  await scheduler.send(new DeleteScheduleCommand({ GroupName: group, Name: 'lost' }));

  await localSystem.run('clean-up');

  expect(await scheduler.send(new GetScheduleCommand({ GroupName: group, Name: 'lost' }))).toMatchObject({ State: 'ENABLED' });
  await call('DELETE', '/lost');
});

test('what is wrong with a schedule is told at its places', async () => {
  const { status, body } = await call('POST', '', { ...hello('Wrong'), cron: '0 9 13 * 5' });

  expect(status).toBe(422);
  expect(body).toMatchObject({ code: 'schedule_invalid', errors: [{ pointer: '/cron' }] });
});

test('a schedule runs at its time, once, and its history leads to what became of it', async () => {
  await sleep(Math.max(0, firstTime - Date.now()));
  const run = await firstRun('often');

  expect(run).toMatchObject({ outcome: 'published', by_hand: false });
  expect(run.time).toMatch(/:00\.000Z$/);
  const request = await eventually('what it published has ended', async () => {
    const { status, body } = await localSystem.call('GET', `/v1/requests/${run.request}`, { key: localSystem.key() });
    return (
      status === 200 &&
      body.notifications.every(({ messages }: never) => (messages as []).length > 0 && (messages as []).every(hasEnded)) &&
      body
    );
  });
  expect(request.accepted).toBe(1);
  await call('DELETE', '/often');
}, 150_000);
