/** The values that each field of a crontab stands for, in order; weekdays count from Sunday, which is 0. */
export type CronValues = Record<'minutes' | 'hours' | 'days' | 'months' | 'weekdays', readonly number[]>;

/** A field of a crontab. Names stand for its values from the least on. */
export type CronField = { name: string; least: number; most: number; names: readonly string[] };

/** The fields of a crontab, in their order. */
export const cronFields = {
  minute: { name: 'minute', least: 0, most: 59, names: [] },
  hour: { name: 'hour', least: 0, most: 23, names: [] },
  day: { name: 'day of month', least: 1, most: 31, names: [] },
  month: {
    name: 'month',
    least: 1,
    most: 12,
    names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' '),
  },
  weekday: { name: 'day of week', least: 0, most: 7, names: 'SUN MON TUE WED THU FRI SAT'.split(' ') },
} satisfies Record<string, CronField>;

/** Takes the five fields of a crontab apart. */
export function splitCrontab(cron: string) {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  return { minute, hour, day, month, weekday };
}

/**
 * Reads the values that the fields of a crontab stand for.
 * @throws RangeError that names what does not fit its field.
 */
export function readCronValues(cron: string): CronValues {
  const { minute, hour, day, month, weekday } = splitCrontab(cron);
  return {
    minutes: expand(minute, cronFields.minute),
    hours: expand(hour, cronFields.hour),
    days: expand(day, cronFields.day),
    months: expand(month, cronFields.month),
    weekdays: inOrder(expand(weekday, cronFields.weekday).map((value) => value % 7)), // 7 is Sunday too
  };
}

/**
 * Says which step is longer than its field, if one is: of all minutes, one in 61 is the first of each hour, which nobody means. It is
 * read all the same where it was kept.
 */
export function longStepOf(cron: string): string | undefined {
  const texts = splitCrontab(cron);
  for (const [key, { name, least, most }] of Object.entries(cronFields)) {
    const size = key === 'weekday' ? 7 : most - least + 1;
    const long = texts[key as keyof typeof texts].split(',').find((part) => Number(part.split('/')[1] ?? 1) > size);
    if (long !== undefined) return `"${long}" has a step that is longer than the field ${name}`;
  }
  return undefined;
}

/** The values that a field stands for, in order. */
function expand(text: string, field: CronField): number[] {
  return inOrder(text.split(',').flatMap((part) => expandPart(part, field)));
}

function inOrder(values: readonly number[]): number[] {
  return [...new Set(values)].sort((one, other) => one - other);
}

function expandPart(part: string, field: CronField): number[] {
  const { name, least, most } = field;
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? refuse(part, name);
  const [from = '', to, ...more] =
    range === '*' ? [String(least), String(field === cronFields.weekday ? 6 : most)] : range.split('-');
  const first = readValue(from, field);
  const last = to === undefined ? first : readValue(to, field);
  const isWrongStep = step !== undefined && (to === undefined || Number(step) < 1);
  if (more.length > 0 || isWrongStep || first > last) refuse(part, name);

  const values: number[] = [];
  for (let value = first; value <= last; value += Number(step ?? 1)) values.push(value);
  return values;
}

function readValue(text: string, { name, least, most, names }: CronField): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + least : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : refuse(text, name);
}

function refuse(text: string, name: string): never {
  throw new RangeError(`"${text}" is no ${name}`);
}
