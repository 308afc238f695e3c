import * as z from 'zod';
import { addDays, weekdayOn } from '../time/local-date.ts';
import { type LocalDate, Weekday } from '../values.ts';

/** What a frequency says of its digests. The calendar is the user's own; the time of day is theirs to choose for every frequency. */
export type Frequency = {
  /** The first date of the period that a date lies in. A user gets at most one digest in each period. */
  periodOf(date: LocalDate): LocalDate;
  /** The date in a period that its digest is for, given the weekday that the user has chosen. */
  dateIn(period: LocalDate, weekday: Weekday): LocalDate;
  /** The most days from one of these dates to the next: what waits for a digest is kept for that much longer. */
  longestWaitDays: number;
  /** What the digest for a date is named after, in the reader's language: that day, or the month that it tells of. */
  nameOf(date: LocalDate): { date: LocalDate; style: Intl.DateTimeFormatOptions };
};

const wholeDay = (date: LocalDate) => ({ date, style: { dateStyle: 'full' } }) as const;
const weekOf = (date: LocalDate) => addDays(date, -Weekday.options.indexOf(weekdayOn(date)));
const monthOf = (date: LocalDate) => `${date.slice(0, 7)}-01`;

/** Every frequency of digests: schemas, settings, keys, choices and words are derived from this, or their types demand one for each. */
export const digestFrequencies = {
  daily: { periodOf: (date) => date, dateIn: (date) => date, longestWaitDays: 1, nameOf: wholeDay },
  weekly: {
    periodOf: weekOf,
    dateIn: (monday, weekday) => addDays(monday, Weekday.options.indexOf(weekday)),
    longestWaitDays: 7,
    nameOf: wholeDay,
  },
  monthly: {
    periodOf: monthOf,
    dateIn: (first) => first,
    longestWaitDays: 31,
    nameOf: (date) => ({ date: monthOf(addDays(monthOf(date), -1)), style: { month: 'long', year: 'numeric' } }),
  },
} as const satisfies Readonly<Record<string, Frequency>>;

/** How often a digest goes. */
export const DigestFrequency = z.enum(Object.keys(digestFrequencies) as (keyof typeof digestFrequencies)[]);
export type DigestFrequency = z.infer<typeof DigestFrequency>;

/** How e-mails of a category go: each at once, or many in one. */
export const EmailFrequency = z.enum(['immediate', ...DigestFrequency.options]);
export type EmailFrequency = z.infer<typeof EmailFrequency>;

/** The frequency whose digests come soonest: what the user has had enough of for today goes into one of these. */
export const soonestFrequency: DigestFrequency = DigestFrequency.options.reduce((one, other) =>
  digestFrequencies[other].longestWaitDays < digestFrequencies[one].longestWaitDays ? other : one,
);
