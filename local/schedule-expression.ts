import { Cron } from 'croner';

/** When a schedule fires: the first time after `from`. */
export type Schedule = { next(from: Date): Date | undefined };

/**
 * Reads an EventBridge schedule expression, `rate(5 minutes)` or `cron(0 8 * * ? *)`, in UTC.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @throws Error that names the expression when it is not one EventBridge takes.
 */
export function readSchedule(expression: string, startedAt: Date): Schedule {
  const [, kind, inner = ''] =
    /^(rate|cron)\(([^()]+)\)$/.exec(expression) ?? refuse(expression, 'it is neither rate(…) nor cron(…)');
  if (kind === 'rate') return everyMs(rateMs(inner, expression), startedAt);

  const pattern = toCronerPattern(inner, expression);
  const cron = new Cron(pattern, {
    timezone: 'UTC',
    mode: '7-part',
    alternativeWeekdays: true,
    sloppyRanges: true,
    paused: true,
  });
  return { next: (from) => cron.nextRun(from) ?? undefined };
}

/**
 * AWS has minute, hour, day, month, weekday, year; croner has seconds first. Fed AWS's fields as they are, it would silently
 * read minutes as seconds. Weekdays are 1 to 7 from Sunday in both (`alternativeWeekdays`).
 */
export function toCronerPattern(fields: string, expression = `cron(${fields})`): string {
  const parts = fields.trim().split(/\s+/);
  if (parts.length !== 6) refuse(expression, 'a cron has six fields');
  const [, , dayOfMonth, , dayOfWeek] = parts;
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    refuse(expression, 'exactly one of day-of-month and day-of-week must be "?"');
  }
  // croner reads "?" as today's value, AWS as no demand
  return ['0', ...parts.map((part) => (part === '?' ? '*' : part))].join(' ');
}

function everyMs(periodMs: number, startedAt: Date): Schedule {
  return {
    next(from) {
      const periods = Math.floor((from.getTime() - startedAt.getTime()) / periodMs) + 1;
      return new Date(startedAt.getTime() + Math.max(1, periods) * periodMs);
    },
  };
}

function rateMs(inner: string, expression: string): number {
  const [, digits, unit = '', plural] =
    /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(inner) ?? refuse(expression, 'a rate is like "5 minutes"');
  const count = Number(digits);
  if ((count === 1) === (plural === 's')) refuse(expression, 'the unit is singular for 1 and plural for more');
  const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit] ?? 0;
  return count * unitMs;
}

function refuse(expression: string, why: string): never {
  throw new Error(`"${expression}" is not a schedule that EventBridge takes: ${why}`);
}
