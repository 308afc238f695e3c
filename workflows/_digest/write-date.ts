import type { Reader } from '../../core/workflows/rules/reader.ts';

/** A day of the calendar in words, as the reader writes it; it is the same day wherever that is. */
export function writeDate(date: string, { locale }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(date));
}

/** When something happened, in short: the day, and the time in the reader's zone. */
export function writeMoment(at: string, { locale, timezone: timeZone }: Reader): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(new Date(at));
}
