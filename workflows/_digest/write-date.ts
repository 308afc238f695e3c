import { frequencyOf } from '../../contract/digests/frequencies.ts';
import type { DigestData } from '../../core/digests/rules/digest-contents.ts';
import type { Reader } from '../../core/workflows/rules/reader.ts';

/** What a digest for a date is named after, as the reader writes it: that day, or the month that it tells of. */
export function writeDigestDate({ cadence, date }: Pick<DigestData, 'cadence' | 'date'>, { locale }: Reader): string {
  const named = frequencyOf(cadence).nameOf(date);
  return new Intl.DateTimeFormat(locale, { ...named.style, timeZone: 'UTC' }).format(new Date(named.date));
}

/** When something happened, in short: the day, and the time in the reader's zone. */
export function writeMoment(at: string, { locale, timezone: timeZone }: Reader): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(new Date(at));
}
