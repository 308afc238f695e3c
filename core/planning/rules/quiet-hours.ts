import type { Night, QuietHours } from '../../../contract/preferences/preferences.ts';
import { addDays, weekdayOn } from '../../../contract/time/local-date.ts';
import type { LocalDate } from '../../../contract/values.ts';
import { type Choices, unknownZone } from '../../preferences/rules/preferences.ts';
import { instantAt, localClock } from '../../time/rules/local-time.ts';

/**
 * When a user's quiet hours end, if they are on at an instant: the end of the night, or of the one that it runs into. A night
 * belongs to the day that it starts on; one that a change of clocks leaves nothing of is none.
 */
export function quietUntil(
  at: Date,
  { quietHours, timezone = unknownZone }: Pick<Choices, 'quietHours' | 'timezone'>,
): Date | undefined {
  if (quietHours === undefined) return undefined;

  let end = endOfNight(at, quietHours, timezone);
  // ends, since no night is longer than a day and a bit: however the seven of a week overlap, there is a gap between two
  for (let next = end; next !== undefined; next = endOfNight(next, quietHours, timezone)) end = next;
  return end;
}

/** The end of the night that an instant lies in. Clocks that are put back over midnight show a day again, so tomorrow's may be on. */
function endOfNight(at: Date, hours: QuietHours, zone: string): Date | undefined {
  const { date } = localClock(at, zone);
  for (const day of [1, 0, -1].map((days) => addDays(date, days))) {
    const night = nightOn(day, hours);
    if (night === undefined) continue;
    const start = instantAt({ date: day, time: night.start }, zone);
    const end = instantAt({ date: night.end > night.start ? day : addDays(day, 1), time: night.end }, zone);
    if (start <= at && at < end) return end;
  }
  return undefined;
}

function nightOn(date: LocalDate, { start, end, days = {} }: QuietHours): Night | undefined {
  const exception = days[weekdayOn(date)];
  return exception === 'none' ? undefined : (exception ?? { start, end });
}
