import { element, setAttribute, setName } from './element.ts';
import { type Drawing, iconButton } from './icons.ts';
import type { ItemLook } from './list/inbox-item.ts';
import { inboxList, type ListActions, type ListModel } from './list/inbox-list.ts';
import { type PreferencesActions, type PreferencesModel, preferencesView } from './preferences/preferences-view.ts';
import { hidePanel, isShown, showPanel } from './show-panel.ts';
import { type Toast, toast } from './toast.ts';

/** What the panel shows. */
export type PanelModel = { unread: number; view: 'list' | 'preferences'; list: ListModel; preferences: PreferencesModel };

/** What its buttons do. */
export type PanelActions = {
  list: Omit<ListActions, 'leave'>;
  preferences: PreferencesActions;
  markAllRead(): void;
  look(view: PanelModel['view']): void;
  closed(): void;
};

/** The panel beneath the bell, and what can be asked of it. */
export type Panel = {
  root: HTMLDialogElement;
  toast: Toast;
  /** Takes back what the user has set and the server has not taken. */
  resetPreferences(): void;
  update(model: PanelModel): void;
  /** Focuses an item of the list, where it is drawn. */
  focusOn(id: string): void;
  show(): void;
  hide(): void;
  readonly isShown: boolean;
};

/** What the bell opens: the list or the preferences, each with its head, and a toast at the foot. */
export function inboxPanel(look: ItemLook, actions: PanelActions): Panel {
  const { texts } = look;
  const root = element('dialog', { class: 'panel', part: true, tabindex: -1, 'aria-labelledby': 'title' });
  const focusPanel = () => root.focus();
  const list = inboxList(look, { ...actions.list, leave: focusPanel });
  const preferences = preferencesView(texts, actions.preferences);
  const title = element('h2', { id: 'title', part: 'title' });
  const back = headButton('back', texts.back, () => turn('list'));
  const markAll = headButton('checks', texts.markAllRead, actions.markAllRead);
  const settings = headButton('sliders', texts.preferences, () => turn('preferences'));
  const close = headButton('close', texts.close, hide);
  const foot = toast(focusPanel);
  root.append(
    element('div', { class: 'head', part: 'head' }, back, title, markAll, settings, close),
    list.root,
    preferences.root,
    foot.root,
  );
  root.addEventListener('keydown', keyPressed);
  root.addEventListener('close', () => isShown(root) || actions.closed()); // a modal panel closes by the system's own ways too

  function turn(view: PanelModel['view']): void {
    actions.look(view);
    (view === 'list' ? settings : back).focus();
  }

  function hide(): void {
    if (!isShown(root)) return;
    foot.hide();
    hidePanel(root);
    actions.closed();
  }

  function keyPressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.composedPath()[0] as Element;
    if (event.key === 'Escape') hide();
    else if (list.root.hidden || target.matches('input, select') || !list.step(event.key, target)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    root,
    toast: foot,
    update(model) {
      const isList = model.view === 'list';
      title.textContent = isList ? texts.title : texts.preferences;
      back.hidden = isList;
      markAll.hidden = settings.hidden = list.root.hidden = !isList;
      preferences.root.hidden = isList;
      setAttribute(markAll, 'aria-disabled', model.unread === 0 && 'true');
      list.update(model.list);
      preferences.update(model.preferences);
    },
    focusOn: list.focusOn,
    resetPreferences: () => preferences.reset(),
    show: () => showPanel(root),
    hide,
    get isShown() {
      return isShown(root);
    },
  };
}

/** Makes an icon button with the name that says what it does. */
export function headButton(drawing: Drawing, name: string, press: () => void): HTMLButtonElement {
  const button = iconButton(drawing, press);
  setName(button, name);
  return button;
}
