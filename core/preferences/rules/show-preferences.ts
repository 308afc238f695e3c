import { byChannel } from '../../../contract/channels/channels.ts';
import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type {
  CategoryPreferences,
  Preference,
  PreferencesAnswer,
  QuietHours,
} from '../../../contract/preferences/preferences.ts';
import { Channel, Weekday } from '../../../contract/values.ts';
import { hasCopy, isOff } from '../../channels/rules/behaviours.ts';
import { digestCategory } from '../../digests/rules/digest-names.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import {
  type Choices,
  choiceOf,
  digestTimeOf,
  emailFrequencyOf,
  isOptedOut,
  preferenceOf,
  type Reachable,
} from './preferences.ts';

/** Shows everything that a user can choose, as it stands by their choices and the workflows' defaults. */
export function showPreferences(user: Choices, workflows: ReadonlyMap<string, Workflow>): PreferencesAnswer {
  const { time, weekday, zone } = digestTimeOf(user);
  const categories = [...byCategory(workflows)].map(
    ([category, these]) => [category, showCategory(user, category, these)] as const,
  );
  return {
    categories: Object.fromEntries([...categories, ...showDigests(user, [...workflows.values()])]),
    digest_time: time,
    digest_day: weekday,
    quiet_hours: user.quietHours && inOrder(user.quietHours),
    timezone: zone,
    locale: user.locale,
  };
}

/** Puts the fields of quiet hours in one order, however they were stored, as the ETag is made of what is shown. */
function inOrder({ start, end, days }: QuietHours): QuietHours {
  if (days === undefined) return { start, end };
  const entries = Weekday.options.flatMap((weekday) => {
    const night = days[weekday];
    if (night === undefined) return [];
    return [[weekday, night === 'none' ? night : { start: night.start, end: night.end }] as const];
  });
  return { start, end, days: Object.fromEntries(entries) };
}

/** Groups the workflows by category, in the order of its name. */
export function byCategory(workflows: ReadonlyMap<string, Workflow>): Map<string, Workflow[]> {
  const grouped = Map.groupBy(workflows.values(), ({ category }) => category);
  return new Map([...grouped].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Whether one of these workflows has copy for a channel that the stage has; inbox and e-mail have it in every workflow. */
export function hasChannel(workflows: readonly Workflow[], channel: Channel): boolean {
  return workflows.some((workflow) => hasCopy(workflow, channel) && !isOff(workflow, channel));
}

function showCategory(user: Reachable, category: string, workflows: readonly Workflow[]): CategoryPreferences {
  const free = workflows.filter(({ required }) => !required);
  const required = workflows.filter((workflow) => workflow.required).map(({ key }) => key);
  if (free.length === 0) return { ...asRequired(workflows), chosen: [], changeable: false, required };

  const channels = byChannel((_, channel) => (hasChannel(workflows, channel) ? on(channel, user, free) : undefined));
  const email = on('email', user, free);
  const digest = email === 'opted_out' ? 'off' : agreed(free.map((workflow) => emailFrequencyOf(user, workflow)));
  return {
    ...channels,
    email,
    digest,
    chosen: chosenIn(user, category),
    changeable: true,
    required,
  };
}

/** Digests of a frequency that the user has something in, or a word about: who unsubscribed from one finds here where to take it back. */
function showDigests(user: Reachable, workflows: readonly Workflow[]): [string, CategoryPreferences][] {
  return DigestFrequency.options.flatMap((frequency): [string, CategoryPreferences][] => {
    const category = digestCategory(frequency);
    const chosen = chosenIn(user, category).filter((name) => name === 'email');
    const waits = (each: Workflow) =>
      !each.required && emailFrequencyOf(user, each) === frequency && preferenceOf(user, each, 'email').value === 'opted_in';
    if (chosen.length === 0 && !workflows.some(waits)) return [];

    const email = isOptedOut(user, category, 'email') ? 'opted_out' : 'opted_in';
    return [[category, { email, chosen, changeable: true, required: [] }]];
  });
}

/** What goes at once, to all. */
function asRequired(workflows: readonly Workflow[]) {
  const channels = byChannel((_, channel) => (hasChannel(workflows, channel) ? ('opted_in' as const) : undefined));
  return { ...channels, email: 'opted_in', digest: 'immediate' } as const;
}

function on(channel: Channel, user: Reachable, workflows: readonly Workflow[]): Preference | 'varies' {
  return agreed(workflows.map((workflow) => preferenceOf(user, workflow, channel).value));
}

function agreed<Value extends string>(values: readonly Value[]): Value | 'varies' {
  const [first, ...others] = new Set(values);
  return first === undefined || others.length > 0 ? 'varies' : first;
}

/** What of a category the user has chosen; to have no e-mails is a choice of digest too. */
function chosenIn({ preferences }: Reachable, category: string): CategoryPreferences['chosen'] {
  const choice = choiceOf(preferences, category);
  const channels = Channel.options.filter((channel) => choice[channel] !== undefined);
  return choice.email === 'opted_out' || choice.digest !== undefined ? [...channels, 'digest'] : channels;
}
