import * as z from 'zod';
import { channelNames, channelOf } from '../../../contract/channels/channels.ts';
import type { ProblemCode, ProblemPlace } from '../../../contract/http/problems.ts';
import { type CategoryPatch, type PreferencesPatch, QuietHours } from '../../../contract/preferences/preferences.ts';
import type { LocalTime, Weekday } from '../../../contract/values.ts';
import { digestCategories } from '../../digests/rules/digest-names.ts';
import { problemPlaces } from '../../http/rules/problem-places.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { mergePatch } from './merge-patch.ts';
import { type Choices, type Preferences, preferenceOf } from './preferences.ts';
import { byCategory, hasChannel } from './show-preferences.ts';

/** What a patch makes of choices, or what is wrong with it. */
export type Patched = { ok: true; choices: Choices } | { ok: false; code: ProblemCode; places: ProblemPlace[] };

type Fault = { code: ProblemCode; place: ProblemPlace };

/**
 * What a user has chosen and nothing else, under the names of the contract: what a merge patch is applied to. The patch has been
 * parsed; what is stored may be a newer version's, and stays as it is.
 */
type Chosen = {
  categories?: Preferences;
  quiet_hours?: QuietHours;
  digest_time?: LocalTime;
  digest_day?: Weekday;
  timezone?: string;
  locale?: string;
};

/** A patch may leave half a night. */
const WholeNights = z.object({ quiet_hours: QuietHours.loose().optional() });

/** Applies a merge patch to the choices. What it leaves of quiet hours has to be whole, and no category may be one that nobody has. */
export function patchChoices(choices: Choices, patch: PreferencesPatch, workflows: ReadonlyMap<string, Workflow>): Patched {
  const known = byCategory(workflows);
  const wanted = Object.entries(patch.categories ?? {});
  const fault = findCategoryFault(patch.categories ?? {}, workflows);
  const categories =
    patch.categories &&
    wanted.map(([category, change]) => [category, change && meantBy(change, choices, known.get(category) ?? [])]);
  const merged = mergePatch(toChosen(choices), { ...patch, ...(categories && { categories: Object.fromEntries(categories) }) });
  const nights = patch.quiet_hours ? WholeNights.safeParse(merged) : undefined;
  const halfNights = nights?.error === undefined ? [] : problemPlaces(nights.error);
  if (fault) return { ok: false, code: fault.code, places: [...fault.places, ...halfNights] };
  if (halfNights.length > 0) return { ok: false, code: 'body_invalid', places: halfNights };
  return { ok: true, choices: toChoices(merged as Chosen) };
}

/** What is wrong with choices by category: all places, with the code of the first. */
export function findCategoryFault(
  categories: Readonly<Record<string, CategoryPatch | null>>,
  workflows: ReadonlyMap<string, Workflow>,
): { code: ProblemCode; places: ProblemPlace[] } | undefined {
  const known = byCategory(workflows);
  const faults = Object.entries(categories).flatMap(([category, change]) =>
    faultsOf(category, change ?? {}, known.get(category)),
  );
  const [first] = faults;
  return first && { code: first.code, places: faults.map(({ place }) => place) };
}

function faultsOf(category: string, change: CategoryPatch, workflows: readonly Workflow[] | undefined): Fault[] {
  const pointer = `/categories/${category}`;
  if (digestCategories.includes(category)) return faultsOfDigest(pointer, change);
  if (workflows === undefined) return [{ code: 'category_unknown', place: { pointer, detail: 'no workflow has this category' } }];
  const unwritten = channelNames().filter((channel) => change[channel] != null && !hasChannel(workflows, channel));
  if (unwritten.length > 0)
    return unwritten.map((channel) => {
      const detail = `no workflow of this category has ${channelOf(channel).words.any}`;
      return { code: 'channel_unsupported', place: { pointer: `${pointer}/${channel}`, detail } };
    });
  if (workflows.some(({ required }) => !required)) return [];

  const detail = 'every workflow of this category is required';
  const holdingBack = Object.entries(change).filter(
    ([, value]) => value != null && value !== 'opted_in' && value !== 'immediate',
  );
  return holdingBack.map(([name]) => ({ code: 'preference_required', place: { pointer: `${pointer}/${name}`, detail } }));
}

/** A digest is an e-mail, and all that there is to say to it is yes or no. */
function faultsOfDigest(pointer: string, { email: _, ...more }: CategoryPatch): Fault[] {
  const detail = 'a digest is an e-mail: there is nothing else to choose';
  const said = Object.entries(more).filter(([, value]) => value != null);
  return said.map(([name]) => ({ code: 'channel_unsupported', place: { pointer: `${pointer}/${name}`, detail } }));
}

/**
 * What a change means for the e-mail, as `off` and opted out are one choice: `off` opts out, another frequency opts in whoever has no
 * e-mails, and none takes their word back. A frequency outlasts an opt-out, for the day that they want e-mails again.
 */
function meantBy({ digest, ...change }: CategoryPatch, choices: Choices, workflows: readonly Workflow[]) {
  if (digest === undefined) return change;
  if (digest === 'off') return { ...change, email: 'opted_out' };
  if (change.email !== undefined) return { ...change, digest };

  const free = workflows.filter(({ required }) => !required);
  const hasNone = free.every((workflow) => preferenceOf(choices, workflow, 'email').value === 'opted_out');
  return hasNone ? { ...change, digest, email: digest === null ? null : 'opted_in' } : { ...change, digest };
}

function toChosen({ preferences, quietHours, digestTime, digestDay, timezone, locale }: Choices) {
  return {
    categories: preferences,
    quiet_hours: quietHours,
    digest_time: digestTime,
    digest_day: digestDay,
    timezone,
    locale,
  };
}

function toChoices({ categories = {}, quiet_hours, digest_time, digest_day, timezone, locale }: Chosen): Choices {
  const said = Object.entries(categories).filter(([, these]) => Object.keys(these).length > 0);
  return {
    preferences: said.length > 0 ? Object.fromEntries(said) : undefined,
    quietHours: quiet_hours,
    digestTime: digest_time,
    digestDay: digest_day,
    timezone,
    locale,
  };
}
