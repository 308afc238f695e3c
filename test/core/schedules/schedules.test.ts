import { NewSchedule, ScheduleChange } from '../../../contract/schedules/schedules.ts';
import { Refused } from '../../../core/errors.ts';
import { mendTimers } from '../../../core/schedules/mend-timers.ts';
import type { Schedule } from '../../../core/schedules/rules/schedule.ts';
import {
  changeSchedule,
  createSchedule,
  deleteSchedule,
  listSchedules,
  readSchedule,
} from '../../../core/schedules/schedules.ts';
import { startRun } from '../../../core/schedules/start-run.ts';
import { deleteUser } from '../../../core/users/delete-user.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { aMoment, anApiKey, type World, world } from '../../world.ts';
import { aSchedule } from './a-schedule.ts';

const aBody = {
  id: 'morning',
  workflow: 'message',
  recipients: ['ada'],
  data: { title: 'Good morning', body: 'Hello' },
  cron: '0 9 * * *',
};
const remainingMs = () => 60_000;
const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));

let here: World & { workflows: typeof workflowByKey };
beforeEach(() => {
  here = { ...world(), workflows: workflowByKey };
});

const create = (changes: object = {}, test = false) =>
  createSchedule({ body: NewSchedule.parse({ ...aBody, ...changes }), test }, here);
const change = (given: object, id = 'morning', byTestKey = false) =>
  changeSchedule({ id, change: ScheduleChange.parse(given), byTestKey }, here);
const remove = (byTestKey = false) => deleteSchedule({ id: 'morning', byTestKey }, here);

test('a schedule is answered with its next ten times, and has a timer', async () => {
  const answer = await create();

  expect(answer).toMatchObject({ id: 'morning', timezone: 'UTC', grace: 3_600, paused: false, test: false });
  expect(answer.next_runs).toHaveLength(10);
  expect(answer.next_runs.slice(0, 2)).toEqual(['2030-03-16T09:00:00.000Z', '2030-03-17T09:00:00.000Z']);
  expect(here.timers.all.get('morning')).toMatchObject({ expression: 'cron(0 9 * * ? *)', timezone: 'UTC', isOn: true });
});

test('the same body twice makes one schedule, also without an id, and answers it as it stands by now', async () => {
  const first = await create({ id: undefined });
  here.pass(5);
  await change({ paused: true }, first.id);

  const second = await create({ id: undefined });

  expect(second).toEqual({ ...first, paused: true, updated_at: second.updated_at });
  expect((await listSchedules({ limit: 10 }, here)).data).toHaveLength(1);
  await expect(create({ id: undefined, data: { title: 'Another', body: 'Hello' } })).resolves.not.toMatchObject({ id: first.id });
});

test('the same body with its fields in another order makes no other schedule', async () => {
  const first = await create();

  expect(await create({ data: { body: 'Hello', title: 'Good morning' } })).toEqual(first);
});

test('an id that is taken by another body is refused', async () => {
  await create();

  await expect(create({ grace: 60 })).rejects.toMatchObject({ code: 'schedule_exists' });
  await expect(create({}, true)).rejects.toMatchObject({ code: 'schedule_exists' });
});

test.each([
  [{ cron: '0 9 13 * 5' }, 'schedule_invalid', '/cron'],
  [{ cron: '0 0 31 2 *' }, 'schedule_invalid', '/cron'],
  [{ ends_at: '2030-03-15T11:00:00Z' }, 'schedule_invalid', '/ends_at'],
  [{ starts_at: '2030-04-01T00:00:00Z', ends_at: '2030-04-01T00:00:00Z' }, 'schedule_invalid', '/ends_at'],
  [{ ends_at: '2030-03-16T09:00:00Z' }, 'schedule_invalid', '/ends_at'],
  [{ cron: '*/61 * * * *' }, 'schedule_invalid', '/cron'],
  [{ cron: '0 */99999999999999999999 * * *' }, 'schedule_invalid', '/cron'],
  [{ starts_at: '9999-12-31T23:59:00Z' }, 'schedule_invalid', '/starts_at'],
  [{ ...without('cron'), every: '1 day', starts_at: '2040-03-16T00:00:00Z' }, 'schedule_invalid', '/starts_at'],
  [{ starts_at: '0000-01-01T00:00:00+10:00' }, 'schedule_invalid', '/starts_at'],
  [{ ends_at: '9999-12-31T23:59:00-10:00' }, 'schedule_invalid', '/ends_at'],
  [{ workflow: 'massage' }, 'workflow_unknown', '/workflow'],
  [{ data: { title: 'Good morning' } }, 'payload_invalid', '/data/body'],
  [{ workflow: 'massage', cron: '60 * * * *' }, 'workflow_unknown', '/cron'],
])('a schedule with %j is refused, and nothing is kept of it', async (changes, code, pointer) => {
  const refusal = expect.objectContaining({ code, places: expect.arrayContaining([expect.objectContaining({ pointer })]) });

  await expect(create(changes)).rejects.toEqual(refusal);
  expect(await here.schedules.find('morning')).toBeUndefined();
  expect(here.timers.all.size).toBe(0);
});

test.each([
  [without('recipients'), 'recipients'],
  [{ topic: 'building:42' }, 'topic'],
  [{ every: '1 day' }, 'every'],
  [without('cron'), 'cron'],
  [{ cron: '0 9 * *' }, 'cron'],
  [{ cron: '@daily' }, 'cron'],
  [{ ...without('cron'), every: '2 weeks' }, 'every'],
  [{ recipients: ['ada', 'ada'] }, 'recipients'],
  [{ recipients: [{ id: 'ada', email: 'ada@example.com' }] }, 'recipients'],
  [{ id: '-x' }, 'id'],
  [{ grace: 30 }, 'grace'],
  [{ data: { title: 'x'.repeat(17_000) } }, 'data'],
])('a body with %j is none', (changes, field) => {
  const parsed = NewSchedule.safeParse({ ...aBody, ...changes });

  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
});

test('a crash between table and timer is mended by asking again, or by the nightly job', async () => {
  here.timers.refuseNext();
  await expect(create()).rejects.toMatchObject({ name: 'RetryableError' });
  expect(await here.schedules.find('morning')).toBeDefined();

  await create();
  expect([...here.timers.all.keys()]).toEqual(['morning']);

  here.timers.refuseNext();
  await expect(change({ paused: true })).rejects.toMatchObject({ name: 'RetryableError' });
  expect(await mendTimers({ remainingMs }, here)).toEqual({ count: 1, done: true });
  expect(here.timers.all.get('morning')).toMatchObject({ isOn: false });
  expect(await mendTimers({ remainingMs }, here)).toEqual({ count: 0, done: true });

  here.timers.refuseNext();
  await expect(remove()).rejects.toMatchObject({ name: 'RetryableError' });
  expect(await mendTimers({ remainingMs }, here)).toEqual({ count: 1, done: true });
  expect(here.timers.all.size).toBe(0);
});

test('what the timers refuse for good is refused, and nothing of it is kept', async () => {
  const refusal = new Refused('schedule_invalid', 'there is no such zone');
  here.timers.refuseNext(1, refusal);
  await expect(create()).rejects.toBe(refusal);
  expect(await here.schedules.find('morning')).toBeUndefined();

  await create();
  here.timers.refuseNext(1, refusal);
  await expect(change({ cron: '0 10 * * *' })).rejects.toBe(refusal);
  expect(await here.schedules.find('morning')).toMatchObject({ timing: { cron: '0 9 * * *' } });
  expect(await mendTimers({ remainingMs }, here)).toEqual({ count: 0, done: true });
});

test('the nightly job makes every timer anew when they are gone, as after a restore', async () => {
  for (let n = 0; n < 30; n += 1) await create({ id: `s${n}` });
  for (const id of [...here.timers.all.keys()]) await here.timers.remove(id);

  expect(await mendTimers({ remainingMs }, here)).toEqual({ count: 30, done: true });
  expect(here.timers.all.size).toBe(30);
});

test('the nightly job stops in time, and says that it is not done', async () => {
  await create();

  expect(await mendTimers({ remainingMs: () => 1_000 }, here)).toEqual({ count: 0, done: false });
});

test('pausing switches the timer off, and resuming goes on at the same times', async () => {
  await create({ cron: undefined, every: '90 minutes' });
  const before = here.timers.all.get('morning');

  await change({ paused: true });
  expect(here.timers.all.get('morning')).toMatchObject({ isOn: false, revision: before?.revision });
  here.pass(100 * 60);
  const resumed = await change({ paused: false });

  expect(here.timers.all.get('morning')).toEqual({ ...before, startsAt: new Date('2030-03-15T15:00:00.000Z') });
  expect(resumed.next_runs[0]).toBe('2030-03-15T15:00:00.000Z');
});

test('what changes is what is published and when; what is null goes', async () => {
  await create({ priority: 'low', starts_at: '2030-04-01T00:00:00Z' });
  const { revision } = here.timers.all.get('morning') ?? {};

  expect(await change({ topic: 'building:42' })).toMatchObject({ topic: 'building:42', recipients: undefined, priority: 'low' });
  expect(here.timers.all.get('morning')?.revision).toBe(revision);
  expect(await change({ priority: null, starts_at: null, every: '2 hours', timezone: 'Europe/London' })).toMatchObject({
    priority: undefined,
    starts_at: undefined,
    cron: undefined,
    every: '2 hours',
    topic: 'building:42',
  });
  expect(here.timers.all.get('morning')).toMatchObject({ expression: 'rate(2 hours)', timezone: 'Europe/London' });
  expect(here.timers.all.get('morning')?.revision).not.toBe(revision);
});

test('saying the same times again does not begin them anew', async () => {
  await create({ cron: undefined, every: '2 hours' });
  here.pass(3_600);

  const answer = await change({ every: '2 hours' });

  expect(answer.next_runs[0]).toBe('2030-03-15T14:00:00.000Z');
});

test('a change that would be wrong is refused, and changes nothing', async () => {
  await create();

  await expect(change({ ends_at: '2030-03-15T00:00:00Z' })).rejects.toMatchObject({ code: 'schedule_invalid' });
  await expect(change({ workflow: 'massage' })).rejects.toMatchObject({ code: 'workflow_unknown' });
  await expect(change({ paused: true }, 'evening')).rejects.toMatchObject({ code: 'not_found' });
  expect(await here.schedules.find('morning')).toMatchObject({ timing: { endsAt: undefined }, publish: { workflow: 'message' } });
});

test('all that is wrong with a schedule is told at once', async () => {
  const wrong = { workflow: 'massage', starts_at: '2090-01-01T00:00:00Z', ends_at: '2001-01-01T00:00:00Z', cron: '61 * * * *' };

  await expect(create({ ...wrong, callback: `wh_${'0'.repeat(26)}` })).rejects.toMatchObject({
    code: 'workflow_unknown',
    places: ['/workflow', '/cron', '/starts_at', '/ends_at', '/callback'].map((pointer) => ({ pointer })),
  });
});

test.each<[string, Partial<Schedule['timing']>]>([
  ['a crontab that cannot be read any more', { cron: '61 * * * *' }],
  ['a crontab that means either of two days', { cron: '0 9 13 * 5' }],
  ['a zone that is known no more', { timezone: 'Mars/Olympus' }],
])('a schedule that was kept with %s has no times, can be paused and mended, and is not resumed as it is', async (_, kept) => {
  await create();
  const stands = (await here.schedules.find('morning')) as Schedule;
  await here.schedules.replace({ ...stands, timing: { ...stands.timing, ...kept } }, stands.updatedAt);

  expect(await readSchedule('morning', here)).toMatchObject({ next_runs: [] });
  expect(await change({ paused: true })).toMatchObject({ paused: true, next_runs: [] });
  expect(here.timers.all.size).toBe(0);
  await expect(change({ paused: false })).rejects.toMatchObject({ code: 'schedule_invalid' });
  expect(await mendTimers({ remainingMs }, { ...here, timers: here.timers })).toEqual({ count: 0, done: true });
  expect(await change({ paused: false, cron: '0 9 * * *', timezone: 'UTC' })).toMatchObject({ paused: false });
  expect(here.timers.all.size).toBe(1);
});

test('callbacks are kept, changed and taken away, and have to be webhooks; a topic has none for each subscriber', async () => {
  const webhook = `wh_${'0'.repeat(26)}`;
  await expect(create({ callback: webhook })).rejects.toMatchObject({ code: 'webhook_unknown' });
  await here.webhooks.add({
    ...{ id: webhook, url: 'https://app.example.com/', events: [], status: 'active', generation: 0 },
    createdAt: here.now(),
  });

  expect(await create({ callback: webhook, failure_callback: webhook })).toMatchObject({ callback: webhook });
  expect((await change({ callback: null })).callback).toBeUndefined();
  expect(await change({ topic: 'building:42' })).toMatchObject({ failure_callback: webhook });
  await expect(change({ callback: webhook })).rejects.toMatchObject({ code: 'body_invalid' });
});

test('of two changes at once both count, and the timer is that of the last', async () => {
  await create();

  await Promise.all([change({ cron: '0 10 * * *' }), change({ grace: 60 }), change({ paused: true })]);

  expect(await here.schedules.find('morning')).toMatchObject({ graceSeconds: 60, paused: true, timing: { cron: '0 10 * * *' } });
  expect(here.timers.all.get('morning')).toMatchObject({ expression: 'cron(0 10 * * ? *)', isOn: false, retrySeconds: 60 });
});

test('a removed schedule has no timer, and removing it again is not found', async () => {
  await create();

  await remove();

  expect(here.timers.all.size).toBe(0);
  await expect(remove()).rejects.toMatchObject({ code: 'not_found' });
  await expect(readSchedule('morning', here)).rejects.toMatchObject({ code: 'not_found' });
});

test('a user who is erased is taken out of schedules; one that names nobody any more is paused, and stays so', async () => {
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  await create();
  await create({ id: 'both', recipients: ['ada', 'grace'] });

  await deleteUser('ada', here);

  expect(await readSchedule('both', here)).toMatchObject({ recipients: ['grace'], paused: false });
  expect(await readSchedule('morning', here)).toMatchObject({ recipients: [], paused: true });
  await expect(change({ paused: false })).rejects.toMatchObject({ code: 'recipients_refused' });
  expect(await change({ paused: false, recipients: ['grace'] })).toMatchObject({ recipients: ['grace'], paused: false });
});

test('a schedule that has ended has no next time, and gets no timer', async () => {
  await create({ ends_at: '2030-03-17T00:00:00Z' });
  here.at('2030-03-18T00:00:00Z');

  expect(await readSchedule('morning', here)).toMatchObject({ next_runs: [], history: [] });
  expect(await mendTimers({ remainingMs }, { ...here, timers: here.timers })).toEqual({ count: 0, done: true });
});

test('a run by hand says which request it makes; with a key, once', async () => {
  await create();
  const run = (keyHeader?: string) => startRun({ id: 'morning', apiKey: anApiKey(), keyHeader }, here);

  const first = await run('k1');
  here.pass(1);
  const again = await run('k1');
  const another = await run();

  expect(again).toEqual({ body: first.body, replayed: true });
  expect(another.body.request).not.toBe(first.body.request);
  expect(first.body.status_url).toBe(`/v1/requests/${first.body.request}`);
  expect(here.ingest.sent).toHaveLength(2);
  await expect(startRun({ id: 'evening', apiKey: anApiKey(), keyHeader: undefined }, here)).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a test key changes, pauses and removes no live schedule', async () => {
  const made = await create();

  await expect(change({ cron: '* * * * *' }, 'morning', true)).rejects.toMatchObject({ code: 'schedule_live' });
  await expect(change({ paused: true }, 'morning', true)).rejects.toMatchObject({ code: 'schedule_live' });
  await expect(remove(true)).rejects.toMatchObject({ code: 'schedule_live' });

  expect(await readSchedule('morning', here)).toEqual({ ...made, history: [] });
});

test('a test key changes and removes a schedule that a test key made', async () => {
  await create({}, true);

  expect(await change({ paused: true }, 'morning', true)).toMatchObject({ paused: true, test: true });
  await remove(true);

  await expect(remove(true)).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  ['a cron that cannot be read', { cron: '61 * * * *', timezone: 'UTC' }],
  ['a zone that is not known', { cron: '0 9 * * *', timezone: 'Moon/Tranquility' }],
  ['a start beyond the year 9999', { cron: '0 9 * * *', timezone: 'UTC', startsAt: new Date('9999-12-31T23:59:00Z') }],
])('one kept schedule with %s does not break the list', async (_what, timing) => {
  await here.schedules.add(aSchedule({ id: 'broken', timing: { ...timing, since: here.now() } }));
  await create();

  const { data } = await listSchedules({ limit: 10 }, here);

  expect(data.map(({ id, next_runs }) => [id, next_runs.length])).toEqual([
    ['broken', 0],
    ['morning', 10],
  ]);
});

test.each([
  ['whose workflow is gone', { publish: { workflow: 'gone', recipients: ['ada'], data: {} } }, 'workflow_unknown'],
  ['whose data fits no more', { publish: { workflow: 'message', recipients: ['ada'], data: {} } }, 'payload_invalid'],
  [
    'that has ended',
    {
      publish: { workflow: 'message', recipients: ['ada'], data: aBody.data },
      timing: { cron: '0 9 * * *', timezone: 'UTC', since: aMoment, endsAt: aMoment },
    },
    'schedule_invalid',
  ],
])('a schedule %s can be paused, and is looked at again when it is resumed', async (_what, changes, code) => {
  await here.schedules.add(aSchedule(changes));

  expect(await change({ paused: true })).toMatchObject({ paused: true });
  expect(await change({ grace: 60 })).toMatchObject({ grace: 60 });
  await expect(change({ paused: false })).rejects.toMatchObject({ code });

  expect(await here.schedules.find('morning')).toMatchObject({ paused: true });
});

test.each([
  [{ workflow: 'message' }, 'payload_invalid'],
  [{ cron: '60 * * * *' }, 'schedule_invalid'],
])('what is changed to %j is looked at, also while it is paused', async (given, code) => {
  await here.schedules.add(aSchedule({ paused: true, publish: { workflow: 'gone', recipients: ['ada'], data: {} } }));

  await expect(change(given)).rejects.toMatchObject({ code });
});

test('a schedule that is made anew under the id of a removed one does not show the runs of that one', async () => {
  await create();
  const run = async () => {
    const claim = { scheduleId: 'morning', time: here.now(), byHand: false, holder: here.newSeed() };
    const ended = { time: claim.time, byHand: false, ranAt: here.now(), outcome: 'missed' } as const;
    await here.scheduleRuns.end(claim, ended, new Date(here.now().getTime() + 86_400_000));
  };
  await run();
  expect((await readSchedule('morning', here)).history).toHaveLength(1);

  here.pass(60);
  await remove();
  await create();
  expect((await readSchedule('morning', here)).history).toEqual([]);

  here.pass(60);
  await run();
  expect((await readSchedule('morning', here)).history).toMatchObject([{ ran_at: here.now().toISOString() }]);
});
