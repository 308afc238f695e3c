import type { ScheduledEvent } from 'aws-lambda';
import { type Crons, startCrons } from '../../local/crons.ts';
import { readTemplate } from '../../local/template/blueprint.ts';
import { aFunction, aTemplate, place } from './a-template.ts';

const { jest } = import.meta;
const events: ScheduledEvent[] = [];
let crons: Crons | undefined;

function cronsOf(properties: Record<string, unknown>, now = () => new Date(), work = async () => ({ handled: 3 })): Crons {
  const Properties = { Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] } }], ...properties };
  const { rules } = readTemplate(aTemplate({ Fn: aFunction(), Nightly: { Type: 'AWS::Events::Rule', Properties } }), place);
  crons = startCrons(rules, {
    now,
    nameOf: () => 'clean-up',
    invoke: async (_arn, event) => {
      events.push(event);
      return work();
    },
  });
  return crons;
}

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2030-03-01T00:00:10.500Z') });
  events.length = 0;
});

afterEach(async () => {
  await crons?.stop();
  jest.useRealTimers();
});

test('a rule fires at its time, with the event that EventBridge sends', async () => {
  cronsOf({ ScheduleExpression: 'cron(0 2 * * ? *)', State: 'ENABLED' });

  await jest.advanceTimersByTimeAsync(25 * 3_600_000);

  expect(events).toEqual([
    {
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: '2030-03-01T02:00:00Z',
      region: 'us-east-1',
      resources: ['arn:aws:events:us-east-1:000000000000:rule/test-Nightly'],
      detail: {},
    },
  ]);
});

test('a rule far away is waited for, longer than one timer can', async () => {
  cronsOf({ ScheduleExpression: 'cron(0 0 1 6 ? *)' });

  await jest.advanceTimersByTimeAsync(60 * 86_400_000);
  expect(events).toEqual([]);
  await jest.advanceTimersByTimeAsync(40 * 86_400_000);

  expect(events.map(({ time }) => time)).toEqual(['2030-06-01T00:00:00Z']);
});

test('a job runs when told to, with the time it is told, and says what it did', async () => {
  const { run, list } = cronsOf({ ScheduleExpression: 'rate(5 minutes)' });

  const answer = await run('clean-up', new Date('2031-01-01T08:00:00Z'));

  expect(answer).toEqual({ handled: 3 });
  expect(events[0]).toMatchObject({ time: '2031-01-01T08:00:00Z', detail: { by_hand: true } });
  expect(run('other', new Date())).toBeUndefined();
  expect(list()).toEqual([{ name: 'clean-up', schedule: 'rate(5 minutes)', nextRunAt: new Date('2030-03-01T00:05:10.500Z') }]);
});

test('a run that is asked for while its job is at work comes after it, as a job refuses two at once', async () => {
  const ends: (() => void)[] = [];
  const work = () => new Promise<{ handled: number }>((done) => ends.push(() => done({ handled: 3 })));
  const { run } = cronsOf({ ScheduleExpression: 'cron(0/15 * * * ? *)' }, undefined, work);
  await jest.advanceTimersByTimeAsync(15 * 60_000);

  const asked = ['2030-03-01T08:00:00Z', '2030-03-01T09:00:00Z'].map((time) => run('clean-up', new Date(time)));

  const times = ['2030-03-01T00:15:00Z', '2030-03-01T08:00:00Z', '2030-03-01T09:00:00Z'];
  for (const [place, end] of times.entries()) {
    await jest.advanceTimersByTimeAsync(0);
    expect(events.map(({ time }) => time)).toEqual([...times.slice(0, place), end]);
    ends.shift()?.();
  }
  expect(await Promise.all(asked)).toEqual([{ handled: 3 }, { handled: 3 }]);
});

test('a run that failed keeps back none that is asked for', async () => {
  const failing = cronsOf({ ScheduleExpression: 'cron(0/15 * * * ? *)' }, undefined, () => Promise.reject(new Error('no table')));

  await expect(failing.run('clean-up', new Date())).rejects.toThrow('no table');
  await expect(failing.run('clean-up', new Date())).rejects.toThrow('no table');

  expect(events).toHaveLength(2);
});

test('a rule that is off, or waits for events, is no cron', () => {
  expect(cronsOf({ ScheduleExpression: 'rate(5 minutes)', State: 'DISABLED' }).list()).toEqual([]);
  expect(cronsOf({ EventPattern: { source: ['shop'] } }).list()).toEqual([]);
});

test('a fixed input takes the place of the event', async () => {
  const { run } = cronsOf({
    ScheduleExpression: 'rate(5 minutes)',
    Targets: [{ Id: 'a', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Input: '{"fixed":true}' }],
  });

  await run('clean-up', new Date());

  expect(events).toEqual([{ fixed: true }]);
});

test('what was missed while the machine was off is run once, at its latest time', async () => {
  const { catchUp } = cronsOf({ ScheduleExpression: 'cron(0/15 * * * ? *)' });

  catchUp(() => new Date('2030-02-20T00:00:00Z'));
  await jest.advanceTimersByTimeAsync(0);

  expect(events.map(({ time, detail }) => ({ time, detail }))).toEqual([{ time: '2030-03-01T00:00:00Z', detail: {} }]);
});

test('what has been done, or never was, is not caught up', async () => {
  const { catchUp } = cronsOf({ ScheduleExpression: 'cron(0/15 * * * ? *)' });

  catchUp(() => undefined);
  catchUp(() => new Date('2030-03-01T00:00:05Z'));
  await jest.advanceTimersByTimeAsync(0);

  expect(events).toEqual([]);
});

test('a run that fails is tried twice more, as Lambda tries it', async () => {
  cronsOf({ ScheduleExpression: 'cron(0 2 * * ? *)' }, undefined, async () => {
    throw new Error('no table');
  });

  await jest.advanceTimersByTimeAsync(3 * 3_600_000);

  expect(events.map(({ time }) => time)).toEqual(Array(3).fill('2030-03-01T02:00:00Z'));
});
