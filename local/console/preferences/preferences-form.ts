import type { PreferencesAnswer } from '../api/types.ts';
import { channels } from '../delivery/channels.ts';
import { byId } from '../elements/element.ts';
import { oneOf } from '../elements/one-of.ts';
import { frequencyNames } from './category-rows.ts';
import { openQuietDays, showQuietDays } from './quiet-hours.ts';
import { weekdays } from './weekdays.ts';

/** What the fields hold, by name: texts, switches, and `varies` where a switch is neither on nor off. */
export type Values = Record<string, string | boolean>;

/** Fills the form with what is saved, then with `changes` by field. */
export function fillPreferences(saved: PreferencesAnswer, changes: Values): void {
  openQuietDays(saved.quiet_hours);
  const values = { ...valuesOf(saved), ...changes };
  for (const field of fields()) {
    const value = values[field.name];
    if (isCheckbox(field)) {
      field.checked = value === true;
      field.indeterminate = value === 'varies';
    } else field.value = String(value ?? '');
  }
  showQuietDays();
}

/** What the form says otherwise than what is saved, by field. */
export function readChanges(saved: PreferencesAnswer): Values {
  const before = valuesOf(saved);
  return Object.fromEntries(Object.entries(readValues()).filter(([name, value]) => value !== (before[name] ?? '')));
}

/** What the form says, by field. */
export function readValues(): Values {
  return Object.fromEntries(
    fields().map((field) => [field.name, isCheckbox(field) ? (field.indeterminate ? 'varies' : field.checked) : field.value]),
  );
}

function valuesOf({ categories, quiet_hours, ...rest }: PreferencesAnswer): Values {
  const values: Values = {
    timezone: rest.timezone,
    locale: rest.locale ?? '',
    digest_time: rest.digest_time,
    digest_day: rest.digest_day,
    quiet: quiet_hours !== undefined,
    'quiet.start': quiet_hours?.start ?? '22:00',
    'quiet.end': quiet_hours?.end ?? '07:00',
  };
  for (const day of weekdays) {
    const hours = quiet_hours?.days?.[day];
    const own = hours === 'none' ? undefined : hours;
    values[`day.${day}`] = hours === undefined ? 'same' : hours === 'none' ? 'none' : 'own';
    values[`day.${day}.start`] = own?.start ?? '23:00';
    values[`day.${day}.end`] = own?.end ?? '09:00';
  }
  for (const [category, chosen] of Object.entries(categories)) {
    for (const channel of channels) {
      const choice = chosen[channel];
      if (choice !== undefined) values[`on.${category}.${channel}`] = choice === 'varies' ? choice : choice === 'opted_in';
    }
    if (chosen.digest !== undefined) values[`digest.${category}`] = oneOf(frequencyNames, chosen.digest) ?? '';
  }
  return values;
}

type Field = HTMLInputElement | HTMLSelectElement;

function fields(): Field[] {
  return [...byId('preferences', HTMLFormElement).elements]
    .filter((field): field is Field => field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
    .filter(({ name }) => name !== '');
}

function isCheckbox(field: Field): field is HTMLInputElement {
  return field.type === 'checkbox';
}
