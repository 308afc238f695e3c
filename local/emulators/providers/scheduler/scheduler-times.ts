import { Cron } from 'croner';
import { readSchedule, type Schedule, toCronerPattern } from '../../../schedule-expression.ts';

/**
 * When EventBridge Scheduler runs an expression in a zone. A time that clocks skip is left out, and one that they show twice runs once:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 * @throws Error that names the expression when it is none.
 */
export function readSchedulerTimes(expression: string, timezone: string, startedAt: Date): Schedule {
  const [, fields] = /^cron\(([^()]+)\)$/.exec(expression) ?? [];
  if (fields === undefined) return readSchedule(expression, startedAt);

  const pattern = toCronerPattern(fields, expression);
  const options = { mode: '7-part', alternativeWeekdays: true, sloppyRanges: true, paused: true } as const;
  const inZone = new Cron(pattern, { ...options, timezone });
  const onTheWall = new Cron(pattern, { ...options, timezone: 'UTC' });
  const shownAt = wallClock(timezone);
  const isMeant = (at: Date) => onTheWall.nextRun(new Date(shownAt(at) - 1))?.getTime() === shownAt(at);
  const isRepeated = (at: Date) => quartersBefore.some((ms) => shownAt(new Date(at.getTime() - ms)) === shownAt(at));
  return {
    next(from) {
      let at = inZone.nextRun(from);
      while (at !== null && (!isMeant(at) || isRepeated(at))) at = inZone.nextRun(at); // croner moves what is skipped, and repeats
      return at ?? undefined;
    },
  };
}

/** How far clocks may ever be put back: half an hour to three, in steps of fifteen minutes. */
const quartersBefore = Array.from({ length: 12 }, (_, n) => (n + 1) * 15 * 60_000);

/** What clocks in a zone show, as the instant at which they would show it in UTC. */
function wallClock(timeZone: string): (at: Date) => number {
  const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => Date.parse(`${formatter.format(at).replace(' ', 'T')}Z`);
}
