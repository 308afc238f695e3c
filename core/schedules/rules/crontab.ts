/** The values that each field of a crontab stands for, in order; weekdays count from Sunday, which is 0. */
export type CronValues = Record<'minutes' | 'hours' | 'days' | 'months' | 'weekdays', readonly number[]>;

/** What a crontab means, and the same in EventBridge Scheduler's words; or why it cannot be kept. */
export type Crontab = { outcome: 'read'; values: CronValues; expression: string } | { outcome: 'refused'; detail: string };

type Field = { name: string; least: number; most: number; names: readonly string[] };

const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const fields = {
  minute: { name: 'minute', least: 0, most: 59, names: [] },
  hour: { name: 'hour', least: 0, most: 23, names: [] },
  day: { name: 'day of month', least: 1, most: 31, names: [] },
  month: { name: 'month', least: 1, most: 12, names: monthNames },
  weekday: { name: 'day of week', least: 0, most: 7, names: weekdayNames },
} satisfies Record<string, Field>;

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html#scheduler-CreateSchedule-request-ScheduleExpression */
const longestExpression = 256;

/**
 * Reads the five fields of a crontab, and writes them as the six of EventBridge Scheduler: with all values of a field, as AWS counts
 * weekdays from 1 and reads a step without a start in its own way. A crontab with a day of month and a day of week means either of
 * them, which AWS has no words for.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function readCrontab(cron: string): Crontab {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  if (day !== '*' && weekday !== '*')
    return refused('a day of month together with a day of week means either of them, which one schedule cannot; make two');
  try {
    const values = {
      minutes: expand(minute, fields.minute),
      hours: expand(hour, fields.hour),
      days: expand(day, fields.day),
      months: expand(month, fields.month),
      weekdays: inOrder(expand(weekday, fields.weekday).map((value) => value % 7)), // 7 is Sunday too
    };
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
  const all = (values: readonly number[], { least, most }: Field) =>
    values.length === most - least + 1 ? '*' : withRanges(values);
  const day = byWeekday ? '?' : all(days, fields.day);
  const weekday = byWeekday ? weekdays.map((value) => weekdayNames[value]).join(',') : '?';
  return `cron(${all(minutes, fields.minute)} ${all(hours, fields.hour)} ${day} ${all(months, fields.month)} ${weekday} *)`;
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

/** The values that a field stands for, in order. */
function expand(text: string, field: Field): number[] {
  return inOrder(text.split(',').flatMap((part) => expandPart(part, field)));
}

function inOrder(values: readonly number[]): number[] {
  return [...new Set(values)].sort((one, other) => one - other);
}

function expandPart(part: string, field: Field): number[] {
  const { name, least, most } = field;
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? refuse(part, name);
  const [from = '', to, ...more] =
    range === '*' ? [String(least), String(field === fields.weekday ? 6 : most)] : range.split('-');
  const first = readValue(from, field);
  const last = to === undefined ? first : readValue(to, field);
  const isWrongStep = step !== undefined && (to === undefined || Number(step) < 1);
  if (more.length > 0 || isWrongStep || first > last) refuse(part, name);

  const values: number[] = [];
  for (let value = first; value <= last; value += Number(step ?? 1)) values.push(value);
  return values;
}

function readValue(text: string, { name, least, most, names }: Field): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + (names === monthNames ? 1 : 0) : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : refuse(text, name);
}

function refuse(text: string, name: string): never {
  throw new RangeError(`"${text}" is no ${name}`);
}
