import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type {
  CategoryPatch,
  CategoryPreferences,
  PreferencesAnswer,
  PreferencesPatch,
} from '../../../contract/preferences/preferences.ts';
import type { Channel } from '../../../contract/values.ts';
import styles from '../styles/preferences.css';
import type { changeTexts, PanelTexts, PreferenceTexts, TextChanges, Texts } from '../texts.ts';
import type { Draw } from './draw.ts';
import { englishPreferences } from './english-preferences.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { quietHoursFields } from './quiet-hours.ts';

/** `reset` shows again what is so, whatever the user has just set. */
export type PreferencesForm = { root: HTMLElement; update(model: PreferencesAnswer): void; reset(): void };

/** The same, before it is known what the preferences say. */
type FormDraw = Omit<Draw, 'texts'> & { texts: PanelTexts & TextChanges; changeTexts: typeof changeTexts };

type Save = (patch: PreferencesPatch) => void;
type Given = Draw & Fields & { save: Save };

let sheet: CSSStyleSheet | undefined;

/** What a user can choose: channels by category, how e-mails come, quiet hours and when digests go. Each change is saved at once. */
export function preferencesForm({ changeTexts, ...draw }: FormDraw, save: Save): PreferencesForm {
  const says: PreferenceTexts = changeTexts(englishPreferences, draw.texts);
  const given = { ...draw, ...fieldsOf(draw.element), texts: { ...draw.texts, ...says }, save };
  const form = draw.element('div', { class: 'preferences', part: true });
  let shown: PreferencesAnswer | undefined;
  sheet ??= new CSSStyleSheet();
  sheet.replaceSync(styles);

  return {
    root: form,
    update(model) {
      const { adoptedStyleSheets } = form.getRootNode() as ShadowRoot;
      if (sheet && !adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
      // a half-typed time would be lost: it is drawn with a later update, of which one comes when the time is saved
      if (model === shown || form.querySelector('[type=time]:focus')) return;
      shown = model;
      keepingFocus(form, () => form.replaceChildren(...sections(model, given)));
    },
    reset() {
      const model = shown;
      shown = undefined;
      if (model) this.update(model);
    },
  };
}

function sections(preferences: PreferencesAnswer, given: Given): HTMLElement[] {
  const { element, texts } = given;
  const section = (title: string, children: readonly HTMLElement[]) =>
    element('section', { class: 'section' }, element('h3', {}, title), ...children);
  const categories = Object.entries(preferences.categories);
  const weekly = categories.some(([, { digest }]) => digest === 'weekly' || digest === 'varies');
  const digested = categories.some(([, { digest }]) => digest && digest !== 'immediate' && digest !== 'off');
  const made = [
    section(
      texts.channels,
      categories.map(([category, chosen]) => categoryFields(category, chosen, given)),
    ),
    section(texts.quietHours, quietHoursFields(preferences.quiet_hours, given)),
  ];
  if (digested) made.push(section(texts.digests, [digestFields(preferences, weekly, given)]));
  made.push(element('p', { class: 'hint' }, texts.zone(preferences.timezone)));
  return made;
}

function categoryFields(category: string, chosen: CategoryPreferences, given: Given): HTMLElement {
  const { element, categoryName, switchField, texts, save } = given;
  const name = chosen.digest ? categoryName(category, texts) : texts.cadence[category.slice(0, -7) as DigestFrequency]; // daily-digest
  const choose = (change: CategoryPatch) => save({ categories: { [category]: change } });
  const channels = (Object.keys(texts.channel) as Channel[]).flatMap((channel) => {
    const state = chosen[channel];
    if (state === undefined) return [];
    const says = { checked: state === 'opted_in', mixed: state === 'varies', disabled: !chosen.changeable };
    const change = (on: boolean) => choose({ [channel]: on ? 'opted_in' : 'opted_out' });
    return [switchField(`${category}-${channel}`, texts.channel[channel], { ...says, change })];
  });
  return element(
    'fieldset',
    { class: 'category', part: 'preference' },
    element('legend', {}, name, !chosen.changeable && element('span', { class: 'hint' }, texts.required)),
    element('div', { class: 'switches' }, ...channels),
    chosen.changeable && chosen.digest && chosen.digest !== 'off' && frequencyField(category, chosen.digest, given, choose),
  );
}

function frequencyField(
  category: string,
  chosen: NonNullable<CategoryPreferences['digest']>,
  { texts, selectField }: Given,
  choose: (change: CategoryPatch) => void,
): HTMLElement {
  const { varies, ...frequencies } = texts.cadence;
  const options = Object.entries(chosen === 'varies' ? { varies, ...frequencies } : frequencies) as [typeof chosen, string][];
  return selectField(`${category}-digest`, texts.frequency, options, {
    chosen,
    change: (digest) => digest !== 'varies' && choose({ digest }),
  });
}

function digestFields(
  { digest_time, digest_day }: PreferencesAnswer,
  weekly: boolean,
  { element, selectField, texts, save }: Given,
): HTMLElement {
  const times = Array.from({ length: 96 }, (_, quarter) => {
    const time = new Date(quarter * 15 * 60_000).toISOString().slice(11, 16);
    return [time, time] as const;
  });
  const days = Object.entries(texts.weekday) as [keyof Texts['weekday'], string][];
  return element(
    'div',
    { class: 'pair' },
    selectField('digest-time', texts.digestTime, times, { chosen: digest_time, change: (time) => save({ digest_time: time }) }),
    weekly &&
      selectField('digest-day', texts.digestDay, days, { chosen: digest_day, change: (day) => save({ digest_day: day }) }),
  );
}

/** Draws anew, and gives the focus back to the control of the same name. */
function keepingFocus(form: HTMLElement, draw: () => void): void {
  const root = form.getRootNode() as ShadowRoot;
  const focused = form.contains(root.activeElement) ? root.activeElement?.getAttribute('name') : undefined;
  draw();
  if (focused) form.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus({ preventScroll: true });
}
