const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago an instant was, as people say it: "now", "5 min. ago", "yesterday", and the date from a week on.
 * Days are counted by the calendar of the given zone (the reader's own when absent).
 */
export function relativeTime(instant: Date, now: Date, { locale, timeZone }: { locale: string; timeZone?: string }): string {
  const age = now.getTime() - instant.getTime();
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (age < minute) return words.format(0, 'second'); // a clock that runs ahead of the server's is no reason to speak of the future
  if (age < hour) return words.format(-Math.floor(age / minute), 'minute');
  if (age < day) return words.format(-Math.floor(age / hour), 'hour');

  const [today, thatDay] = [calendarDate(now, timeZone), calendarDate(instant, timeZone)];
  const days = (Date.parse(today) - Date.parse(thatDay)) / day;
  if (days < 7) return words.format(-days, 'day');
  const sameYear = today.slice(0, 4) === thatDay.slice(0, 4);
  return instant.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: sameYear ? undefined : 'numeric', timeZone });
}

/** An instant in full, for those who want to know exactly. */
export function fullTime(instant: Date, { locale, timeZone }: { locale: string; timeZone?: string }): string {
  return instant.toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short', timeZone });
}

/** Writes a date like `2026-11-22`: Sweden writes dates as ISO 8601 does. */
function calendarDate(instant: Date, timeZone?: string): string {
  return instant.toLocaleDateString('sv', { timeZone });
}
