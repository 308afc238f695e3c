import type { Weekday } from '../api/types.ts';
import { namesOf } from '../elements/one-of.ts';

/** What people call the days of a week. */
export const weekdayNames: Readonly<Record<Weekday, string>> = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
};

/** The days, in their order. */
export const weekdays = namesOf(weekdayNames);
