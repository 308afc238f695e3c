import { join } from 'node:path';
import { playScheduler, type Scheduler } from '../../../local/emulators/providers/scheduler/scheduler.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

const { jest } = import.meta;
const handed: { target: string; payload: Record<string, string> }[] = [];
const queue = 'arn:aws:sqs:us-east-1:000000000000:ingest';
const deadLetters = 'arn:aws:sqs:us-east-1:000000000000:dead-letters';
let file: string;
let files = 0;
let scheduler: Scheduler;
const folder = scratchFolder();

function open(
  hand = async ({ Arn }: { Arn: string }, payload: string) => void handed.push({ target: Arn, payload: JSON.parse(payload) }),
) {
  scheduler = playScheduler({ groups: ['group'], file, hand, now: () => new Date() });
  scheduler.start();
}

function put(name: string, changes: object = {}, method = 'POST') {
  const input = {
    GroupName: 'group',
    ScheduleExpression: 'cron(0 9 * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: queue,
      RoleArn: 'arn:aws:iam::000000000000:role/timers',
      Input: '{"time":"<aws.scheduler.scheduled-time>"}',
      DeadLetterConfig: { Arn: deadLetters },
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
    },
    ...changes,
  };
  return scheduler.call(method, `/schedules/${name}`, JSON.stringify(input));
}

const times = () => handed.map(({ payload }) => payload.time);
const seconds = (instant: string) => Date.parse(instant) / 1000;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2030-03-01T08:00:10.500Z') });
  handed.length = 0;
  file = join(folder, `${++files}.json`);
  open();
});
afterEach(async () => {
  await scheduler.stop();
  jest.useRealTimers();
});

test('a schedule puts its message on the queue at each of its times, with the time in it', async () => {
  put('morning');

  await jest.advanceTimersByTimeAsync(50 * 3_600_000);

  expect(handed).toEqual(['01', '02', '03'].map((day) => ({ target: queue, payload: { time: `2030-03-${day}T09:00:00Z` } })));
});

test('a rate begins with its start, and goes on from there', async () => {
  put('often', { ScheduleExpression: 'rate(2 hours)', StartDate: seconds('2030-03-01T08:30:00Z') });

  await jest.advanceTimersByTimeAsync(5 * 3_600_000);

  expect(times()).toEqual(['2030-03-01T08:30:00Z', '2030-03-01T10:30:00Z', '2030-03-01T12:30:00Z']);
});

test('in a zone whose clocks change, what is skipped does not run and what is shown twice runs once', async () => {
  jest.setSystemTime(new Date('2030-03-30T00:00:00Z'));
  put('night', { ScheduleExpression: 'cron(30 2 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' });
  await jest.advanceTimersByTimeAsync(50 * 3_600_000);
  expect(times()).toEqual(['2030-03-30T01:30:00Z', '2030-04-01T00:30:00Z']);

  handed.length = 0;
  jest.setSystemTime(new Date('2030-10-26T22:00:00Z'));
  put('night', { ScheduleExpression: 'cron(0,30 2-3 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' }, 'PUT');
  await jest.advanceTimersByTimeAsync(6 * 3_600_000);
  expect(times()).toEqual(['2030-10-27T00:00:00Z', '2030-10-27T00:30:00Z', '2030-10-27T02:00:00Z', '2030-10-27T02:30:00Z']);
});

test('what came due while nothing ran is run once after the next start, for the latest time', async () => {
  put('often', { ScheduleExpression: 'cron(0/15 * * * ? *)' });
  await scheduler.stop();
  jest.setSystemTime(new Date('2030-03-01T11:20:00Z'));

  open();
  await jest.advanceTimersByTimeAsync(1);

  expect(times()).toEqual(['2030-03-01T11:15:00Z']);
  await jest.advanceTimersByTimeAsync(15 * 60_000);
  expect(times()).toEqual(['2030-03-01T11:15:00Z', '2030-03-01T11:30:00Z']);
});

test('one that is switched off does not run, nor does one that was deleted', async () => {
  put('off', { State: 'DISABLED' });
  put('gone');
  scheduler.call('DELETE', '/schedules/gone?groupName=group', '');

  await jest.advanceTimersByTimeAsync(50 * 3_600_000);

  expect(handed).toEqual([]);
});

test('one that has ended goes away by itself, if that is asked for', async () => {
  put('brief', { EndDate: seconds('2030-03-02T12:00:00Z'), ActionAfterCompletion: 'DELETE' });

  await jest.advanceTimersByTimeAsync(5 * 86_400_000);

  expect(times()).toEqual(['2030-03-01T09:00:00Z', '2030-03-02T09:00:00Z']);
  expect(JSON.parse(scheduler.call('GET', '/schedules?ScheduleGroup=group', '').body)).toEqual({ Schedules: [] });
});

test('what its queue never takes lands among the dead letters', async () => {
  await scheduler.stop();
  open(async ({ Arn }, payload) => {
    if (Arn === queue) throw new Error('the queue is down');
    handed.push({ target: Arn, payload: JSON.parse(payload) });
  });
  put('morning');

  await jest.advanceTimersByTimeAsync(3_600_000);

  expect(handed).toEqual([{ target: deadLetters, payload: { time: '2030-03-01T09:00:00Z' } }]);
});

test.each([
  ['an expression that is none', { ScheduleExpression: 'cron(0 9 * * *)' }],
  ['a start of long ago', { StartDate: seconds('2030-03-01T07:55:00Z') }],
  ['an end that has passed', { EndDate: seconds('2030-03-01T08:00:00Z') }],
  ['a group that is not there', { GroupName: 'another' }],
  ['a field that is not played', { KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/1' }],
])('%s is refused', (_what, changes) => {
  expect(() => put('wrong', changes)).toThrow(/./);
  expect(JSON.parse(scheduler.call('GET', '/schedules?ScheduleGroup=group', '').body)).toEqual({ Schedules: [] });
});
