import type { PreferencesAnswer, PreferencesPatch } from '../../../contract/preferences/preferences.ts';
import { element } from '../element.ts';
import { nothingHere } from '../list/nothing-here.ts';
import { categoryName, changeTexts, type PanelTexts, type TextChanges } from '../texts.ts';
import type { PreferencesForm } from './preferences-form.ts';

/** What the preferences show: nothing yet, what the server says, or that it could not be asked. */
export type PreferencesModel = 'loading' | 'failed' | PreferencesAnswer;

export type PreferencesActions = { save(patch: PreferencesPatch): void; retry(): void };

/** `reset` shows again what is so, whatever the user has just set. */
export type PreferencesView = { root: HTMLElement; update(model: PreferencesModel): void; reset(): void };

/** Shows the preferences, by code that is loaded when they are looked at for the first time, and what stands in their place until then. */
export function preferencesView(texts: PanelTexts & TextChanges, actions: PreferencesActions): PreferencesView {
  const instead = nothingHere(texts, actions.retry);
  const root = element('div', { class: 'view scroller' }, instead.root);
  let form: PreferencesForm | undefined;
  let isLoading = false;
  let model: PreferencesModel = 'loading';

  async function load(): Promise<void> {
    isLoading = true;
    try {
      const { preferencesForm } = await import('./preferences-form.ts');
      form = preferencesForm({ element, categoryName, changeTexts, texts }, actions.save);
      root.append(form.root);
      update(model);
    } catch {
      instead.show('failed'); // the file could not be had: trying again asks for it again
    }
    isLoading = false;
  }

  function update(next: PreferencesModel): void {
    model = next;
    if (root.hidden) return;
    if (!form && !isLoading) void load();
    const isKnown = typeof model !== 'string';
    instead.show(isKnown && form ? 'items' : isKnown ? 'loading' : (model as 'loading' | 'failed'));
    if (isKnown) form?.update(model as PreferencesAnswer);
    if (form) form.root.hidden = !isKnown;
  }

  return { root, update, reset: () => form?.reset() };
}
