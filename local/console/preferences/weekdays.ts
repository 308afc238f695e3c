import { englishPreferences } from '../../../client/inbox/preferences/english-preferences.ts';
import { namesOf } from '../elements/one-of.ts';

/** What people call the days of a week: as in the inbox's preferences. */
export const { weekday: weekdayNames } = englishPreferences;

/** The days, in their order. */
export const weekdays = namesOf(weekdayNames);
