import { type LocalDate, Weekday } from '../values.ts';

/** Finds the date that lies so many days after another, or before it. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(new Date(Date.parse(date) + days * 86_400_000));
}

/** Finds the day of the week of a date. */
export function weekdayOn(date: LocalDate): Weekday {
  return Weekday.options[(new Date(date).getUTCDay() + 6) % 7] as Weekday; // seven names, and a number below seven
}

/** The date that an instant has in UTC. */
export function dateOf(instant: Date): LocalDate {
  return instant.toISOString().slice(0, 10);
}
