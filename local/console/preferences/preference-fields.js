import { channelNames } from '../delivery/status.js';
import { byId, element } from '../elements/element.js';
import { fillNights, sayNights } from './quiet-hours.js';

/** The days of a week, as they are called on the wire. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const cadences = { immediate: 'at once', daily: 'once a day', weekly: 'once a week' };

/** A row for each category: a switch for each channel, how e-mails come, and the way back to the defaults. */
export function categoryRows({ categories }) {
  return Object.entries(categories).map(([category, chosen]) =>
    element(
      'tr',
      { 'data-pointer': `/categories/${category}` },
      element('th', { scope: 'row' }, category, chosen.required.length > 0 && element('span', { class: 'chip' }, 'required')),
      ...Object.keys(channelNames).map((channel) =>
        element('td', {}, channel in chosen && channelSwitch(category, channel, chosen)),
      ),
      element('td', {}, 'digest' in chosen && cadenceChoice(category, chosen)),
      element(
        'td',
        {},
        chosen.chosen.length > 0 &&
          element(
            'button',
            { type: 'button', class: 'quiet', 'data-reset': category, 'aria-label': `Back to the defaults of ${category}` },
            'Defaults',
          ),
      ),
    ),
  );
}

/** Fills the form with what stands, then with `changes` by field. */
export function fillPreferences(stands, changes) {
  fillNights(stands.quiet_hours);
  const values = { ...valuesOf(stands), ...changes };
  for (const field of fields()) {
    const value = values[field.name];
    if (field.type === 'checkbox') {
      field.checked = value === true;
      field.indeterminate = value === 'varies';
    } else field.value = value ?? '';
  }
  sayNights();
}

/** What the form says otherwise than what stands, by field. */
export function readChanges(stands) {
  const before = valuesOf(stands);
  return Object.fromEntries(
    fields()
      .map((field) => [field.name, field.type === 'checkbox' ? (field.indeterminate ? 'varies' : field.checked) : field.value])
      .filter(([name, value]) => value !== (before[name] ?? '')),
  );
}

function valuesOf({ categories, quiet_hours, ...rest }) {
  const values = {
    timezone: rest.timezone,
    locale: rest.locale ?? '',
    digest_time: rest.digest_time,
    digest_day: rest.digest_day,
    quiet: quiet_hours !== undefined,
    'quiet.start': quiet_hours?.start ?? '22:00',
    'quiet.end': quiet_hours?.end ?? '07:00',
  };
  for (const day of weekdays) {
    const night = quiet_hours?.days?.[day];
    values[`night.${day}`] = night === undefined ? 'same' : night === 'none' ? 'none' : 'own';
    values[`night.${day}.start`] = night?.start ?? '23:00';
    values[`night.${day}.end`] = night?.end ?? '09:00';
  }
  for (const [category, chosen] of Object.entries(categories)) {
    for (const channel of Object.keys(channelNames))
      if (channel in chosen)
        values[`on.${category}.${channel}`] = chosen[channel] === 'varies' ? 'varies' : chosen[channel] === 'opted_in';
    if ('digest' in chosen) values[`digest.${category}`] = chosen.digest in cadences ? chosen.digest : '';
  }
  return values;
}

function fields() {
  return [...byId('preferences').elements].filter(({ name }) => name !== '');
}

function channelSwitch(category, channel, { changeable }) {
  return element(
    'label',
    { class: 'switch', 'data-pointer': `/categories/${category}/${channel}` },
    element('input', {
      type: 'checkbox',
      name: `on.${category}.${channel}`,
      disabled: !changeable,
      'aria-label': `${category}: ${channelNames[channel]}`,
    }),
    element('span', {}),
  );
}

function cadenceChoice(category, { digest, changeable }) {
  const odd = digest in cadences ? [] : [element('option', { value: '' }, digest === 'off' ? 'not at all' : 'it varies')];
  return element(
    'select',
    {
      name: `digest.${category}`,
      disabled: !changeable,
      'aria-label': `${category}: e-mail frequency`,
      'data-pointer': `/categories/${category}/digest`,
    },
    ...odd,
    ...Object.entries(cadences).map(([value, label]) => element('option', { value }, label)),
  );
}
