import { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Preference, QuietHours } from '../../../contract/preferences/preferences.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import type { Channel, LocalTime, Weekday } from '../../../contract/values.ts';
import type { DigestClock } from '../../digests/rules/digest-window.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

/** What a user has chosen, by category; what is absent goes as the workflow says. */
export type Preferences = Readonly<Record<string, CategoryChoice>>;
export type CategoryChoice = Readonly<Partial<Record<Channel, Preference>> & { digest?: EmailFrequency }>;

/** All that users decide for themselves. */
export type Choices = {
  preferences?: Preferences;
  quietHours?: QuietHours;
  digestTime?: LocalTime;
  digestDay?: Weekday;
  locale?: string;
  timezone?: string;
};

/** A user as far as it matters whether something may reach them. */
export type Reachable = Contact & Pick<Choices, 'preferences'>;

/** What of a workflow decides whether preferences count, and what goes without any. */
export type Preferable = Pick<Workflow, 'category' | 'required' | 'optIn' | 'digest' | 'to'>;

/** The zone of a user who has not said where they are. */
export const unknownZone = 'UTC';

/** Whether the user has said no to this channel for workflows of this category. Without a word from them, see `preferenceOf`. */
export function isOptedOut({ preferences }: Reachable, category: string, channel: Channel): boolean {
  return choiceOf(preferences, category)[channel] === 'opted_out';
}

/** Whether a workflow goes to a user on a channel: what they have chosen, else the workflow's default. `required` is not asked. */
export function preferenceOf(user: Reachable, workflow: Preferable, channel: Channel): { value: Preference; chosen: boolean } {
  const chosen = choiceOf(user.preferences, workflow.category)[channel];
  if (chosen !== undefined) return { value: chosen, chosen: true };
  return { value: workflow.optIn?.includes(channel) ? 'opted_out' : 'opted_in', chosen: false };
}

/** What a user has chosen, of all that is known of them. */
export function choicesOf({ preferences, quietHours, digestTime, digestDay, locale, timezone }: Choices): Choices {
  return { preferences, quietHours, digestTime, digestDay, locale, timezone };
}

/** Changes what the choices say on one channel of one category. */
export function withPreference(
  choices: Choices,
  { category, channel, value }: { category: string; channel: Channel; value: Preference },
): Choices {
  const ofCategory = { ...choiceOf(choices.preferences, category), [channel]: value };
  return { ...choices, preferences: { ...choices.preferences, [category]: ofCategory } };
}

/**
 * How a workflow's e-mails go to a user: what they have chosen, else the workflow's default, else each at once. What a newer version
 * stored counts only when it is known here.
 */
export function emailFrequencyOf(user: Reachable, workflow: Preferable): EmailFrequency {
  if (workflow.to === 'verified') return 'immediate'; // a digest goes to the primary address
  const chosen = EmailFrequency.safeParse(choiceOf(user.preferences, workflow.category).digest);
  return chosen.data ?? workflow.digest ?? 'immediate';
}

/** When a user's digests go, by their own clock; `weekday` is for the weekly one. */
export function digestTimeOf({ digestTime = '08:00', digestDay = 'monday', timezone = unknownZone }: Choices): DigestClock {
  return { time: digestTime, weekday: digestDay, zone: timezone };
}

/** What was chosen for a category. It is a name from outside: what any object has by birth, such as `constructor`, is no choice. */
export function choiceOf(preferences: Preferences | undefined, category: string): CategoryChoice {
  return preferences !== undefined && Object.hasOwn(preferences, category) ? (preferences[category] ?? {}) : {};
}
