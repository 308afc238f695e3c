import fc from 'fast-check';
import { graceMinutes, isOverdue, lastRun, nextRun } from '../../../core/operations/rules/job-schedule.ts';

const quarterly = { everyMinutes: 15 } as const;
const nightly = { dailyAt: '02:00' };
const at = (time: string) => new Date(`2030-03-15T${time}Z`);
const anInstant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const aSchedule = fc.oneof(
  fc.constantFrom({ everyMinutes: 5 } as const, quarterly),
  fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hours, minutes]) => ({
    dailyAt: `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`,
  })),
);

test('jobs run at full quarters, or once a day', () => {
  expect(nextRun(quarterly, at('12:00:00'))).toEqual(at('12:15:00'));
  expect(nextRun(quarterly, at('12:14:59'))).toEqual(at('12:15:00'));
  expect(nextRun(nightly, at('01:59:59'))).toEqual(at('02:00:00'));
  expect(nextRun(nightly, at('02:00:00'))).toEqual(new Date('2030-03-16T02:00:00Z'));
  expect(lastRun(nightly, at('01:59:59'))).toEqual(new Date('2030-03-14T02:00:00Z'));
});

test('no time lies between the last run and the next', () => {
  fc.assert(
    fc.property(aSchedule, anInstant, (schedule, instant) => {
      const last = lastRun(schedule, instant);
      const next = nextRun(schedule, instant);

      expect(last <= instant && instant < next).toBe(true);
      expect(lastRun(schedule, new Date(next.getTime() - 1))).toEqual(last);
      expect(lastRun(schedule, next)).toEqual(next);
    }),
  );
});

test('a job is overdue when the run that should long be done is not', () => {
  const overdue = (succeededAt: Date, now: Date) => isOverdue(nightly, { succeededAt, now });

  expect(overdue(at('02:00:04'), new Date('2030-03-16T02:09:59Z'))).toBe(false);
  expect(overdue(at('02:00:04'), new Date('2030-03-16T02:10:00Z'))).toBe(true);
  expect(overdue(at('02:09:00'), at('23:59:59'))).toBe(false);
});

test('a job that never ran is overdue once a time of its own has passed since the first job ran', () => {
  expect(isOverdue(nightly, { now: at('12:00:00') })).toBe(false);
  expect(isOverdue(nightly, { since: at('03:00:00'), now: at('12:00:00') })).toBe(false);
  expect(isOverdue(nightly, { since: at('01:00:00'), now: at('12:00:00') })).toBe(true);
});

test('whoever is no later than the grace at every time of a schedule is never overdue', () => {
  const aDelay = fc.integer({ min: 0, max: graceMinutes * 60_000 - 1 });
  fc.assert(
    fc.property(aSchedule, anInstant, aDelay, (schedule, instant, delayMs) => {
      const succeededAt = lastRun(schedule, instant);
      const now = new Date(nextRun(schedule, succeededAt).getTime() + delayMs);

      expect(isOverdue(schedule, { succeededAt, now })).toBe(false);
    }),
  );
});
