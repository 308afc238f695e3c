import { type CronField, type CronValues, cronFields, readCronValues, splitCrontab } from './cron-values.ts';

/** What a crontab means, and the same in EventBridge Scheduler's words; or why it cannot be kept. */
export type Crontab = { outcome: 'read'; values: CronValues; expression: string } | { outcome: 'refused'; detail: string };

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html#scheduler-CreateSchedule-request-ScheduleExpression */
const longestExpression = 256;

/**
 * Reads the five fields of a crontab, and writes them as the six of EventBridge Scheduler. All values of a field are written out,
 * since AWS counts weekdays from 1 and reads a step without a start in its own way. A crontab with a day of month and a day of
 * week means either of them, which AWS has no words for.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function readCrontab(cron: string): Crontab {
  const { day, weekday } = splitCrontab(cron);
  if (day !== '*' && weekday !== '*')
    return refused('has a day of month and a day of week, which means either of them: make two schedules');
  try {
    const values = readCronValues(cron);
    const expression = write(values, { byWeekday: weekday !== '*' });
    if (expression.length > longestExpression) return refused('is too long for EventBridge Scheduler; make two');
    return { outcome: 'read', values, expression };
  } catch (error) {
    if (error instanceof RangeError) return refused(error.message);
    throw error;
  }
}

function refused(detail: string): Crontab {
  return { outcome: 'refused', detail };
}

function write({ minutes, hours, days, months, weekdays }: CronValues, { byWeekday }: { byWeekday: boolean }): string {
  const all = (values: readonly number[], { least, most }: CronField) =>
    values.length === most - least + 1 ? '*' : withRanges(values);
  const day = byWeekday ? '?' : all(days, cronFields.day);
  const weekday = byWeekday ? weekdays.map((value) => cronFields.weekday.names[value]).join(',') : '?';
  return `cron(${all(minutes, cronFields.minute)} ${all(hours, cronFields.hour)} ${day} ${all(months, cronFields.month)} ${weekday} *)`;
}

/** Writes `1,2,3,7` as `1-3,7`. */
function withRanges(values: readonly number[]): string {
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}
