import { element } from './element.ts';

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** A `<time>` that says how long ago (or in how long) an instant is, and stays true while it is shown. */
export function timeAgo(instant: string): HTMLTimeElement {
  return element('time', { datetime: instant, title: full.format(new Date(instant)), 'data-ago': '' }, ago(new Date(instant)));
}

/** Writes a time of day to the millisecond, for timelines. */
export function timeOfDay(instant: string): HTMLTimeElement {
  return element('time', { datetime: instant, title: full.format(new Date(instant)) }, clock.format(new Date(instant)));
}

/** Writes an instant as a short date and time, with its year unless it is this one: on this browser's clock, or in a time zone. */
export function whenIn(instant: string | Date, timeZone?: string): string {
  return short(new Date(instant), timeZone);
}

/** A text in which instants (`2026-11-23T08:00:00.000Z`) are written as a short date and time on this browser's clock. */
export function withTimes(text: string): (string | HTMLTimeElement)[] {
  return text
    .split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/)
    .map((part, place) => (place % 2 === 0 ? part : element('time', { datetime: part, title: part }, whenIn(part))));
}

/** A local time (`2026-11-23T08:00`) as a short date and time, in whichever zone it is meant. */
export function localTime(text: string): string {
  return short(new Date(`${text}Z`), 'UTC');
}

function short(instant: Date, timeZone?: string): string {
  const yearOf = (date: Date) => date.toLocaleDateString('en-GB', { year: 'numeric', timeZone });
  return instant.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: yearOf(instant) === yearOf(new Date()) ? undefined : 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
}

/** Writes seconds as people say them: `4 s`, `12 min`, `3 h`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** Keeps every `timeAgo` on the page true. */
export function keepTimesTrue(): void {
  setInterval(() => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
      const text = ago(new Date(time.dateTime));
      if (time.textContent !== text) time.textContent = text;
    }
  }, 5_000);
}

/** How long ago (or in how long) an instant is. */
export function ago(instant: Date): string {
  const seconds = (Date.now() - instant.getTime()) / 1000;
  if (seconds < -1) return `in ${duration(-seconds)}`;
  if (seconds < 10) return 'now';
  return seconds < 7 * 86_400 ? `${duration(seconds)} ago` : day.format(instant);
}
