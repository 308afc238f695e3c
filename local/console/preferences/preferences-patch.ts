import type { CategoryPatch, PreferencesAnswer, PreferencesPatch } from '../api/types.ts';
import { channelNames } from '../delivery/channels.ts';
import { oneOf } from '../elements/one-of.ts';
import { frequencyNames } from './category-rows.ts';
import { readValues, type Values } from './preferences-form.ts';
import { weekdayNames, weekdays } from './weekdays.ts';

type QuietHoursPatch = NonNullable<PreferencesPatch['quiet_hours']>;

/** The merge patch (RFC 7396) that makes these changes of the form to what is saved. */
export function patchOf(changes: Values, saved: PreferencesAnswer): PreferencesPatch {
  const categories = categoriesOf(changes);
  const isQuietChanged = Object.keys(changes).some((name) => name.startsWith('quiet') || name.startsWith('day.'));
  return {
    ...textPatch(changes),
    ...('digest_day' in changes && { digest_day: oneOf(weekdayNames, String(changes.digest_day)) ?? null }),
    ...(Object.keys(categories).length > 0 && { categories }),
    ...(isQuietChanged && { quiet_hours: quietHours(saved) }),
  };
}

/** What is emptied goes back to its default. */
function textPatch(changes: Values): PreferencesPatch {
  const patch: PreferencesPatch = {};
  for (const name of ['timezone', 'locale', 'digest_time'] as const)
    if (name in changes) patch[name] = changes[name] === '' ? null : String(changes[name]);
  return patch;
}

function categoriesOf(changes: Values): Record<string, CategoryPatch> {
  const categories: Record<string, CategoryPatch> = {};
  for (const [name, value] of Object.entries(changes)) {
    const [kind, category = '', channelName] = name.split('.');
    if (kind !== 'on' && kind !== 'digest') continue;
    const patch: CategoryPatch = categories[category] ?? {};
    const channel = oneOf(channelNames, channelName);
    const frequency = oneOf(frequencyNames, String(value));
    if (kind === 'on' && channel !== undefined) patch[channel] = value ? 'opted_in' : 'opted_out';
    if (kind === 'digest' && frequency !== undefined) patch.digest = frequency;
    if (Object.keys(patch).length > 0) categories[category] = patch;
  }
  // whoever wants no e-mails has no say in how often they come, and a frequency asks for e-mails
  for (const patch of Object.values(categories)) if (patch.email === 'opted_out') delete patch.digest;
  return categories;
}

/** All of the quiet hours when any of them changed: a switch, its times and the days belong together. */
function quietHours({ quiet_hours: saved }: PreferencesAnswer): QuietHoursPatch | null {
  const form = readValues();
  if (form.quiet !== true) return null;
  const days: NonNullable<QuietHoursPatch['days']> = {};
  for (const day of weekdays) {
    const kind = form[`day.${day}`];
    if (kind === 'own') days[day] = { start: String(form[`day.${day}.start`]), end: String(form[`day.${day}.end`]) };
    else if (kind === 'none') days[day] = 'none';
    else if (saved?.days?.[day] !== undefined) days[day] = null;
  }
  const hours = { start: String(form['quiet.start']), end: String(form['quiet.end']) };
  return Object.keys(days).length > 0 ? { ...hours, days } : hours;
}
