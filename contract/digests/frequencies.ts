import { addDays, weekdayOn } from '../time/local-date.ts';
import { type LocalDate, Weekday } from '../values.ts';

/** What a frequency says of its digests. The calendar is the user's own; the time of day is theirs to choose for every frequency. */
export type FrequencyDefinition = {
  /** The first date of the period that a date lies in. A user gets at most one digest in each period. */
  periodOf(date: LocalDate): LocalDate;
  /** The date in a period that its digest is for, given the weekday that the user has chosen. */
  dateIn(period: LocalDate, weekday: Weekday): LocalDate;
  /** The most days from one of these dates to the next: what waits for a digest is kept for that much longer. */
  longestWaitDays: number;
  /** What the digest for a date is named after, in the reader's language: that day, or the month that it tells of. */
  nameOf(date: LocalDate): { date: LocalDate; style: Intl.DateTimeFormatOptions };
  /** The frequency that versions go by which do not know this one: it is stored as a user's choice, with this one beside it. */
  standIn?: 'daily' | 'weekly';
};

const wholeDay = (date: LocalDate) => ({ date, style: { dateStyle: 'full' } }) as const;
const weekOf = (date: LocalDate) => addDays(date, -Weekday.options.indexOf(weekdayOn(date)));
const monthOf = (date: LocalDate) => `${date.slice(0, 7)}-01`;

/** The list of frequencies: schemas, settings, choices, retention and words are derived from it, or their types demand one for each. */
const builtIn = {
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
    standIn: 'weekly', // until the next major version: 0.1 does not know it
  },
} as const satisfies Readonly<Record<string, FrequencyDefinition>>;

/** The name of a frequency: how often a digest goes. */
export type DigestFrequency = keyof typeof builtIn;

const registry = new Map<string, FrequencyDefinition>(Object.entries(builtIn));

/** Adds a frequency to those that are built in. Call it before the modules are loaded whose schemas are made from the list. */
export function addFrequency(name: string, definition: FrequencyDefinition): DigestFrequency {
  registry.set(name, definition);
  return name as DigestFrequency;
}

/** What is known of a frequency. */
export function frequencyOf(frequency: DigestFrequency): FrequencyDefinition {
  const definition = registry.get(frequency);
  if (definition === undefined)
    throw new Error(`there is no digest frequency "${frequency}"; there are: ${[...registry.keys()].join(', ')}`);
  return definition;
}

/** The frequencies, in the order in which they are shown. */
export function frequencyNames(): DigestFrequency[] {
  return [...registry.keys()] as DigestFrequency[];
}

/** The frequency whose digests come soonest: what is over a frequency cap goes into one of these. */
export function soonestFrequency(): DigestFrequency {
  const wait = (name: DigestFrequency) => frequencyOf(name).longestWaitDays;
  return frequencyNames().reduce((soonest, name) => (wait(name) < wait(soonest) ? name : soonest));
}
