import { button, element, setText } from '../element.ts';
import { type Drawing, icon, redraw } from '../icons.ts';
import type { PanelTexts, Shelf } from '../texts.ts';

/** What stands in place of items: nothing while there are some, a friendly word when there are none, a way out after a failure. */
export type NothingHere = { root: HTMLElement; show(what: 'items' | Instead): void };

type Instead = Shelf | 'loading' | 'failed';

const drawings: Record<Instead, Drawing> = {
  all: 'bell',
  unread: 'checks',
  snoozed: 'snooze',
  archived: 'archive',
  loading: 'sliders',
  failed: 'alert',
};

/** The empty, the waiting and the failed state; `retry` is what its button does. */
export function nothingHere(texts: PanelTexts, retry: () => void): NothingHere {
  const sayings = { ...texts.empty, loading: [texts.loading, ''], failed: [texts.failed, texts.failedHint] } as const;
  const drawing = icon('bell');
  const title = element('p', { class: 'empty-title' });
  const hint = element('p');
  const again = button('button', retry, texts.retry);
  const words = element('div', { role: 'status' }, title, hint);
  const root = element('div', { class: 'empty', part: true }, element('span', { class: 'empty-icon' }, drawing), words, again);

  return {
    root,
    show(what) {
      root.hidden = what === 'items';
      again.hidden = what !== 'failed';
      if (what === 'items') return;
      const [heading, more] = sayings[what];
      redraw(drawing, drawings[what]);
      setText(title, heading);
      setText(hint, more);
    },
  };
}

/** A line over items that may be old, as the last asking failed; it is read out when it comes. */
export function notice(texts: PanelTexts, retry: () => void): { root: HTMLElement; show(shown: boolean): void } {
  const words = element('span', { role: 'status' });
  const again = button('button', retry, texts.retry);
  const root = element('div', { class: 'notice', part: true }, words, again);
  return {
    root,
    show(shown) {
      setText(words, shown ? texts.failed : '');
      again.hidden = !shown;
    },
  };
}
