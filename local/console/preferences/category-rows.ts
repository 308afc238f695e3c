import type { CategoryPreferences, Channel, EmailFrequency, PreferencesAnswer } from '../api/types.ts';
import { channelNames, channels } from '../delivery/channels.ts';
import { element } from '../elements/element.ts';
import { namesOf } from '../elements/one-of.ts';

/** What people call the frequencies of a category's e-mails. */
export const frequencyNames: Readonly<Record<EmailFrequency, string>> = {
  immediate: 'at once',
  daily: 'once a day',
  weekly: 'once a week',
  monthly: 'once a month',
};

/** The heads of the columns that `categoryRows` fills. */
export function categoryHeads(): HTMLElement[] {
  const names = ['Category', ...channels.map((channel) => channelNames[channel]), 'E-mail frequency'];
  return [
    ...names.map((name) => element('th', { scope: 'col' }, name)),
    element('th', { scope: 'col' }, element('span', { class: 'unseen-text' }, 'Back to defaults')),
  ];
}

/** Draws a row for each category: a switch for each channel, how often e-mails come, and the way back to the defaults. */
export function categoryRows({ categories }: PreferencesAnswer): HTMLElement[] {
  return Object.entries(categories).map(([category, chosen]) =>
    element(
      'tr',
      { 'data-pointer': `/categories/${category}` },
      element('th', { scope: 'row' }, category, chosen.required.length > 0 && element('span', { class: 'chip' }, 'required')),
      ...channels.map((channel) => element('td', {}, chosen[channel] !== undefined && channelSwitch(category, channel, chosen))),
      element('td', {}, chosen.digest !== undefined && frequencyChoice(category, chosen)),
      element('td', {}, chosen.chosen.length > 0 && resetButton(category)),
    ),
  );
}

function channelSwitch(category: string, channel: Channel, { changeable }: CategoryPreferences): HTMLElement {
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

function frequencyChoice(category: string, { digest, changeable }: CategoryPreferences): HTMLElement {
  const others = digest === 'off' || digest === 'varies';
  return element(
    'select',
    {
      name: `digest.${category}`,
      disabled: !changeable,
      'aria-label': `${category}: e-mail frequency`,
      'data-pointer': `/categories/${category}/digest`,
    },
    others && element('option', { value: '' }, digest === 'off' ? 'not at all' : 'it varies'),
    ...namesOf(frequencyNames).map((value) => element('option', { value }, frequencyNames[value])),
  );
}

function resetButton(category: string): HTMLElement {
  return element(
    'button',
    { type: 'button', class: 'quiet', 'data-reset': category, 'aria-label': `Back to the defaults of ${category}` },
    'Defaults',
  );
}
