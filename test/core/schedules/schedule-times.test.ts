import { Cron } from 'croner';
import fc from 'fast-check';
import { readCrontab } from '../../../core/schedules/rules/crontab.ts';
import type { Timing } from '../../../core/schedules/rules/schedule.ts';
import { latestTime, nextTime, nextTimes } from '../../../core/schedules/rules/schedule-times.ts';
import { timerOf } from '../../../core/schedules/rules/timer-of.ts';
import { readSchedulerTimes } from '../../../local/emulators/providers/scheduler/scheduler-times.ts';
import { runs } from '../../runs.ts';
import { aSchedule } from './a-schedule.ts';

const since = new Date('2030-01-01T00:00:00.000Z');
const byCron = (cron: string, timezone = 'UTC'): Timing => ({ cron, timezone, since });
const times = (timing: Timing, after: string, most: number) =>
  nextTimes(timing, new Date(after), most).map((at) => at.toISOString().slice(0, 16));

test('a time that the clocks skip is left out', () => {
  // Berlin's clocks go from 2:00 to 3:00 on 31 March 2030
  expect(times(byCron('30 2 * * *', 'Europe/Berlin'), '2030-03-30T00:00:00Z', 2)).toEqual([
    '2030-03-30T01:30',
    '2030-04-01T00:30',
  ]);
  expect(times(byCron('*/30 * * * *', 'Europe/Berlin'), '2030-03-31T00:00:00Z', 3)).toEqual([
    '2030-03-31T00:30',
    '2030-03-31T01:00',
    '2030-03-31T01:30',
  ]);
});

test('a time that the clocks show twice comes once, the first time', () => {
  // Berlin's clocks go from 3:00 back to 2:00 on 27 October 2030
  expect(times(byCron('30 2 * * *', 'Europe/Berlin'), '2030-10-26T12:00:00Z', 2)).toEqual([
    '2030-10-27T00:30',
    '2030-10-28T01:30',
  ]);
  expect(times(byCron('*/30 * * * *', 'Europe/Berlin'), '2030-10-27T00:00:00Z', 3)).toEqual([
    '2030-10-27T00:30',
    '2030-10-27T02:00',
    '2030-10-27T02:30',
  ]);
});

test('a day of a period has 24 hours, also when the clocks change', () => {
  const timing: Timing = { every: '1 day', timezone: 'Europe/Berlin', since, startsAt: new Date('2030-03-30T08:00:00Z') };

  expect(times(timing, '2030-03-30T00:00:00Z', 3)).toEqual(['2030-03-30T08:00', '2030-03-31T08:00', '2030-04-01T08:00']);
});

test('a period without a start begins one period after it was set, at a whole minute', () => {
  const timing: Timing = { every: '90 minutes', timezone: 'UTC', since: new Date('2030-01-01T10:00:17.000Z') };

  expect(times(timing, '2030-01-01T10:00:18Z', 2)).toEqual(['2030-01-01T11:31', '2030-01-01T13:01']);
});

test('nothing runs before the start, at the end, or after it', () => {
  const timing = {
    ...byCron('0 9 * * *'),
    startsAt: new Date('2030-01-03T09:00:00Z'),
    endsAt: new Date('2030-01-05T09:00:00Z'),
  };

  expect(times(timing, '2030-01-01T00:00:00Z', 10)).toEqual(['2030-01-03T09:00', '2030-01-04T09:00']);
});

test('many times that were missed make one run, for the latest of them', () => {
  const at = new Date('2030-01-01T09:00:00.000Z');
  const now = new Date('2030-01-01T11:20:00.000Z');

  expect(latestTime(byCron('*/15 * * * *'), at, { now, graceSeconds: 3_600 })).toEqual(new Date('2030-01-01T11:15:00.000Z'));
  expect(latestTime(byCron('0 9 * * *'), at, { now, graceSeconds: 3_600 })).toEqual(at);
});

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Antarctica/Troll',
);
const instants = fc.date({ min: new Date('2029-01-01'), max: new Date('2031-12-31'), noInvalidDate: true });
const field = (least: number, most: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: least, max: most }).map(String),
    fc.integer({ min: 2, max: 20 }).map((step) => `*/${step}`),
    fc
      .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
      .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`),
    fc.array(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 4 }).map((values) => values.join(',')),
  );
const crons = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7), fc.boolean())
  .map(([minute, hour, day, month, weekday, byWeekday]) =>
    byWeekday ? `${minute} ${hour} * ${month} ${weekday}` : `${minute} ${hour} ${day} ${month} *`,
  );

test('the next times are those at which EventBridge Scheduler would run the expression that it is given, whatever the clocks do', () => {
  let seen = 0;
  fc.assert(
    fc.property(crons, zones, instants, (cron, timezone, after) => {
      const ours = nextTimes(byCron(cron, timezone), after, 4);
      const mapped = readCrontab(cron);
      if (mapped.outcome === 'refused') throw new Error(`${cron} ${mapped.detail}`);
      const { next } = readSchedulerTimes(mapped.expression, timezone, after);

      let from = after;
      for (const time of ours) {
        expect(next(from)).toEqual(time);
        from = time;
        seen += 1;
      }
    }),
    { numRuns: runs(500) },
  );
  expect(seen).toBeGreaterThan(0);
});

test('a crontab means what others read in it', () => {
  let read = 0;
  fc.assert(
    fc.property(crons, instants, (cron, after) => {
      if (/\/(1[3-9]|20|[7-9]|1[0-2])/.test(cron)) return; // croner refuses steps that are longer than their field
      expect(nextTime(byCron(cron), after)).toEqual(
        new Cron(cron, { timezone: 'UTC', paused: true }).nextRun(after) ?? undefined,
      );
      read += 1;
    }),
    { numRuns: runs(500) },
  );
  expect(read).toBeGreaterThan(0);
});

test('the next times of any year are told, and none is beyond the year 9998', () => {
  const farInstants = fc.date({ min: new Date('9950-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  const everies = fc.integer({ min: 1, max: 99_999 }).map((days) => ({ every: `${days} days` }));
  const whens = fc.oneof(
    everies,
    crons.map((cron) => ({ cron })),
  );
  let told = 0;
  let ended = 0;
  fc.assert(
    fc.property(whens, zones, farInstants, fc.boolean(), (when, timezone, at, starts) => {
      const timing: Timing = { ...when, timezone, since, ...(starts && { startsAt: at }) };
      const next = nextTimes(timing, starts ? since : at, 10);

      for (const time of next) expect(time.toISOString() < '9999').toBe(true);
      told += next.length;
      if (next.length < 10) ended += 1;
    }),
    { numRuns: runs(300) },
  );
  expect(told).toBeGreaterThan(0);
  expect(ended).toBeGreaterThan(0);
});

test.each([
  [{ cron: '0 0 1 1 *' }, '9990-01-01T00:00:00Z', 8],
  [{ cron: '0 0 29 2 *' }, '9960-01-01T00:00:00Z', 10],
  [{ every: '1 day' }, '9999-12-31T23:59:00Z', 0],
])('%j has its last times before the year 9999, asked in %s', (when, after, most) => {
  expect(nextTimes({ ...when, timezone: 'UTC', since }, new Date(after), 20)).toHaveLength(most);
});

test('a rate that is set again on the way goes on in its own step', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      instants,
      fc.integer({ min: 0, max: 400 * 86_400 }),
      (minutes, began, secondsLater) => {
        const schedule = aSchedule({ timing: { every: `${minutes} minutes`, timezone: 'UTC', since: began } });
        const now = new Date(began.getTime() + secondsLater * 1000);
        const timer = timerOf(schedule, now);

        expect(timer?.startsAt).toEqual(nextTime(schedule.timing, now));
        expect(timer?.startsAt && timer.startsAt > now).toBe(true);
      },
    ),
    { numRuns: runs(500) },
  );
});

test('a run stands for a time of its schedule that has come and is no older than its grace, or for its own', () => {
  fc.assert(
    fc.property(crons, zones, instants, fc.integer({ min: 60, max: 86_400 }), (cron, timezone, after, graceSeconds) => {
      const timing = byCron(cron, timezone);
      const time = nextTime(timing, after);
      if (time === undefined) return;
      const now = new Date(time.getTime() + 2 * graceSeconds * 1000);

      const latest = latestTime(timing, time, { now, graceSeconds });

      expect(latest >= time && latest <= now).toBe(true);
      const following = nextTime(timing, latest);
      if (latest > time) expect(now.getTime() - latest.getTime()).toBeLessThanOrEqual(graceSeconds * 1000);
      if (latest > time) expect(following === undefined || following > now).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});
