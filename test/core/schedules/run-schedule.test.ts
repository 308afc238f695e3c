import { ScheduledMessage } from '../../../contract/schedules/scheduled-message.ts';
import { PermanentError } from '../../../core/errors.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import type { Schedule } from '../../../core/schedules/rules/schedule.ts';
import { revisionOf } from '../../../core/schedules/rules/timer-of.ts';
import { startRun } from '../../../core/schedules/start-run.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { anApiKey, type World, world } from '../../world.ts';
import { aSchedule } from './a-schedule.ts';

const everyQuarter = { cron: '*/15 * * * *', timezone: 'UTC', since: new Date('2030-03-15T00:00:00Z') };
const content = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'First.' } };

let here: World;
beforeEach(async () => {
  here = world();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
});

const keep = (changes: Partial<Schedule> = {}) =>
  here.schedules.add(aSchedule({ publish: content, timing: everyQuarter, ...changes }));

async function work(message: unknown): Promise<void> {
  const deps = { ...here, workflows: workflowByKey, smsCountries: [], retentionDays: 30 };
  await ingest(message as ScheduledMessage, { messageId: 'm1', sentAt: here.now() }, deps);
}

function told(time: string, changes: Partial<ScheduledMessage> = {}) {
  const revision = revisionOf(everyQuarter);
  return work({ version: 1, type: 'scheduled', scheduleId: 'morning', time, revision, ...changes });
}

const history = () => here.scheduleRuns.list('morning', 20);
const published = () => here.ingest.drain();

test('at its time a schedule publishes what the table says, with ids that are the same however often it is told', async () => {
  await keep();

  await told('2030-03-15T12:00:00Z');

  const [notify, ...more] = published();
  expect(more).toEqual([]);
  expect(notify).toMatchObject({ type: 'notify', userId: 'ada', workflow: 'message', requestedAt: '2030-03-15T12:00:00.000Z' });
  expect(await history()).toEqual([
    {
      time: new Date('2030-03-15T12:00:00Z'),
      byHand: false,
      ranAt: here.now(),
      outcome: 'published',
      requestId: (notify as { requestId: string }).requestId,
    },
  ]);
});

test('a schedule of a tenant publishes to its users, its topics and its audience, and to nobody else', async () => {
  for (const id of ['acme/ada', 'acme/zoe', 'beta/ada']) await here.users.upsert(id, {}, here.now());
  const run = (publish: object, time: string) =>
    keep({ id: `acme/${time}`, publish: { ...content, recipients: undefined, ...publish } as never }).then(() =>
      told(time, { scheduleId: `acme/${time}` }),
    );

  await run({ recipients: ['acme/ada'] }, '2030-03-15T12:00:00Z');
  expect(published()).toMatchObject([{ type: 'notify', userId: 'acme/ada' }]);
  await run({ topic: 'acme/news' }, '2030-03-15T11:30:00Z');
  expect(published()).toMatchObject([{ type: 'fan-out-topic', topic: 'acme/news' }]);
  await run({ audience: { all: true } }, '2030-03-15T11:45:00Z');
  const [broadcast] = published();
  await work(broadcast);

  expect(published().map((message) => 'userId' in message && message.userId)).toEqual(['acme/ada', 'acme/zoe']);
});

test('the same time told again publishes nothing, nor does an earlier one', async () => {
  await keep();
  await told('2030-03-15T12:00:00Z');
  published();

  await told('2030-03-15T12:00:00Z');
  await told('2030-03-15T11:45:00Z');

  expect(published()).toEqual([]);
  expect(await history()).toHaveLength(1);
});

test('a run that was cut off after publishing publishes the same again', async () => {
  await keep();
  const { end } = here.scheduleRuns;
  here.scheduleRuns.end = async () => {
    throw new Error('the function was killed');
  };
  await expect(told('2030-03-15T12:00:00Z')).rejects.toThrow('killed');
  here.scheduleRuns.end = end;
  const [first] = published();

  here.pass(61);
  await told('2030-03-15T12:00:00Z');

  expect(published()).toEqual([first]);
});

test('many times that were missed make one run, for the latest', async () => {
  await keep();
  here.at('2030-03-15T12:50:00Z');

  for (const time of ['12:00', '12:15', '12:30', '12:45']) await told(`2030-03-15T${time}:00Z`);

  expect(published()).toMatchObject([{ requestedAt: '2030-03-15T12:45:00.000Z' }]);
  expect(await history()).toMatchObject([{ time: new Date('2030-03-15T12:45:00Z'), outcome: 'published' }]);
});

test('a time whose grace is over is missed, and the next is not', async () => {
  await keep({ timing: { ...everyQuarter, cron: '0 9 * * *' }, graceSeconds: 600 });
  const revision = revisionOf({ ...everyQuarter, cron: '0 9 * * *' });
  here.at('2030-03-15T09:10:01Z');
  await told('2030-03-15T09:00:00Z', { revision });
  expect(published()).toEqual([]);
  expect(await history()).toMatchObject([{ outcome: 'missed' }]);

  here.at('2030-03-16T09:10:00Z');
  await told('2030-03-16T09:00:00Z', { revision });
  expect(published()).toHaveLength(1);
});

test.each([
  ['removed', async () => void (await here.schedules.remove('morning'))],
  ['paused', async () => void (await here.schedules.replace(aSchedule({ paused: true }), aSchedule().updatedAt))],
  ['given other times', async () => void (await here.schedules.replace(aSchedule(), aSchedule().updatedAt))],
])('a message of a schedule that was %s meanwhile does nothing', async (_what, change) => {
  await keep();
  await change();

  await told('2030-03-15T12:00:00Z');

  expect(published()).toEqual([]);
  expect(await history()).toEqual([]);
});

test('at its end a schedule does not run, even when it is told to', async () => {
  const timing = { ...everyQuarter, endsAt: new Date('2030-03-15T12:00:00Z') };
  await keep({ timing });

  await told('2030-03-15T12:00:00Z', { revision: revisionOf(timing) });

  expect(published()).toEqual([]);
});

test('a run waits for the one before it, and then stands for what came since', async () => {
  await keep();
  const other = { scheduleId: 'morning', time: new Date('2030-03-15T11:45:00Z'), byHand: false, holder: 'another' };
  await here.scheduleRuns.start(other, { seconds: 60, now: here.now() });

  await expect(told('2030-03-15T12:00:00Z')).rejects.toMatchObject({ name: 'RetryableError' });
  here.at('2030-03-15T12:15:30Z');
  await told('2030-03-15T12:00:00Z');

  expect(published()).toMatchObject([{ requestedAt: '2030-03-15T12:15:00.000Z' }]);
});

test('a run to a topic waits until all subscribers of the run before it are found, and no longer than four hours', async () => {
  const { recipients: _, ...rest } = content;
  await keep({ publish: { ...rest, topic: 'building:42' }, graceSeconds: 86_400 });
  await told('2030-03-15T12:00:00Z');
  const [fanOut] = published();
  expect(fanOut).toMatchObject({ type: 'fan-out-topic', topic: 'building:42' });

  here.at('2030-03-15T12:15:00Z');
  await expect(told('2030-03-15T12:15:00Z')).rejects.toMatchObject({ name: 'RetryableError' });
  await work(fanOut); // nobody is subscribed: it ends at once
  await told('2030-03-15T12:15:00Z');
  expect(published()).toMatchObject([{ type: 'fan-out-topic', requestedAt: '2030-03-15T12:15:00.000Z' }]);

  here.at('2030-03-15T16:30:00Z'); // that fan-out is never worked off
  await told('2030-03-15T16:30:00Z');
  expect(published()).toHaveLength(1);
});

test('a run to an audience is asked at each time whom it goes to, and has the next one wait until all are found', async () => {
  const { recipients: _, ...rest } = content;
  const audience = { where: { attribute: 'plan', equals: 'pro' } };
  await keep({ publish: { ...rest, audience, rate_per_minute: 10 } });
  await told('2030-03-15T12:00:00Z');
  const [broadcast] = published();
  expect(broadcast).toMatchObject({ type: 'broadcast', audience, ratePerMinute: 10 });

  await here.users.upsert('ada', { attributes: { plan: 'pro' } }, here.now());
  here.at('2030-03-15T12:15:00Z');
  await expect(told('2030-03-15T12:15:00Z')).rejects.toMatchObject({ name: 'RetryableError' });
  await work(broadcast);
  await told('2030-03-15T12:15:00Z');

  expect(published()).toMatchObject([
    { type: 'notify', userId: 'ada', broadcast: true },
    { type: 'broadcast', requestedAt: '2030-03-15T12:15:00.000Z' },
  ]);
});

test('what is refused is told in the history and put aside, and runs when it is put back within its grace', async () => {
  await keep({ publish: { ...content, workflow: 'gone' } });

  await expect(told('2030-03-15T12:00:00Z')).rejects.toThrow(PermanentError);
  expect(await history()).toMatchObject([{ outcome: 'refused', reason: 'workflow_unknown' }]);

  await here.schedules.replace(aSchedule({ publish: content, timing: everyQuarter }), aSchedule().updatedAt);
  await told('2030-03-15T12:00:00Z');
  expect(await history()).toMatchObject([{ outcome: 'published' }]);
});

test('runs that go on being refused are in the history alone, with the reason in words, until the schedule is paused', async () => {
  await keep({ publish: { ...content, workflow: 'gone' }, timing: { ...everyQuarter, cron: '* * * * *' } });
  const revision = revisionOf({ ...everyQuarter, cron: '* * * * *' });
  const ends: string[] = [];
  for (let run = 1; run <= 12; run += 1) {
    const end = await told(here.now().toISOString(), { revision }).catch((error: Error) => error);
    ends.push(end instanceof PermanentError ? 'put aside' : 'noted');
    here.pass(60);
  }

  const runs = await history();
  expect(ends).toEqual(['put aside', ...Array(8).fill('noted'), 'put aside', 'noted', 'noted']);
  expect(runs).toHaveLength(10);
  expect(runs[0]).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('there is no workflow of that name') });
  expect(await here.schedules.find('morning')).toMatchObject({ paused: true, pausedBecause: 'refused' });
});

test('a run that is published begins the count of refused ones anew, and one by hand neither counts nor is put aside', async () => {
  await keep({ publish: { ...content, workflow: 'gone' } });
  await expect(told('2030-03-15T12:00:00Z')).rejects.toThrow(PermanentError);
  await told('2030-03-15T12:00:00Z', { byHand: true });
  await here.schedules.replace(aSchedule({ publish: content, timing: everyQuarter }), aSchedule().updatedAt);
  await told('2030-03-15T12:00:00Z');
  await here.schedules.replace(
    aSchedule({ publish: { ...content, workflow: 'gone' }, timing: everyQuarter }),
    aSchedule().updatedAt,
  );
  here.at('2030-03-15T12:15:00Z');

  await expect(told('2030-03-15T12:15:00Z')).rejects.toThrow(PermanentError);
});

test('recipients who are not known are counted, and the others get it', async () => {
  await keep({ publish: { ...content, recipients: ['ada', 'grace'] } });

  await told('2030-03-15T12:00:00Z');

  expect(published()).toMatchObject([{ type: 'notify', userId: 'ada' }]);
  expect(await history()).toMatchObject([{ outcome: 'published', refusedRecipients: 1 }]);
});

test('a run by hand goes although the schedule is paused, under the request that was told, and leaves its times alone', async () => {
  await keep({ paused: true });
  const { body } = await startRun({ id: 'morning', apiKey: anApiKey(), keyHeader: undefined }, here);
  const [message] = published();

  await work(message);
  await work(message);

  const requests = published().map((each) => (each as { requestId: string }).requestId);
  expect(new Set(requests)).toEqual(new Set([body.request]));
  expect(await history()).toMatchObject([{ byHand: true, outcome: 'published', requestId: body.request }]);
  await here.schedules.replace(aSchedule({ publish: content, timing: everyQuarter }), aSchedule().updatedAt);
  await told('2030-03-15T12:00:00Z');
  expect(published()).toHaveLength(1);
});

test('what a test key made sends nothing', async () => {
  await keep({ test: true });

  await told('2030-03-15T12:00:00Z');

  expect(published()).toMatchObject([{ test: true }]);
});

test('a test key that runs a live schedule by hand sends nothing, and the next run of it is live again', async () => {
  await keep();
  await startRun({ id: 'morning', apiKey: anApiKey({ kind: 'test' }), keyHeader: undefined }, here);
  const [byHand] = published();

  await work(ScheduledMessage.parse(byHand));
  expect(published()).toMatchObject([{ type: 'notify', test: true }]);

  await told('2030-03-15T12:00:00Z');
  expect(published()).toMatchObject([{ type: 'notify', test: false }]);
});

test('runs by hand in the same millisecond are each a run of their own, with a key or without', async () => {
  await keep();
  const keys = ['k1', 'k2', ...Array.from({ length: 18 }, () => undefined)];
  const started = await Promise.all(keys.map((keyHeader) => startRun({ id: 'morning', apiKey: anApiKey(), keyHeader }, here)));

  for (const message of published()) await work(ScheduledMessage.parse(message));

  const requests = started.map(({ body }) => body.request).sort();
  expect(new Set(requests).size).toBe(20);
  expect((await history()).map(({ requestId }) => requestId).sort()).toEqual(requests);
});

test('runs by hand with the same key in the same millisecond are one', async () => {
  await keep();
  const { complete } = here.idempotency;
  here.idempotency.complete = async () => {
    throw new Error('the function was killed');
  };
  const run = () => startRun({ id: 'morning', apiKey: anApiKey(), keyHeader: 'k1' }, here);
  await expect(run()).rejects.toThrow('killed');
  here.idempotency.complete = complete;
  here.pass(61);
  const { body } = await run();

  for (const message of published()) await work(ScheduledMessage.parse(message));

  expect((await history()).map(({ requestId }) => requestId)).toEqual([body.request]);
});
