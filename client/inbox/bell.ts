import { element, setName, setText } from './element.ts';
import { icon } from './icons.ts';
import type { PanelTexts } from './texts.ts';

/** The bell, and the live region that says what has arrived while the panel is closed. */
export type Bell = { root: HTMLButtonElement; live: HTMLElement; show(unread: number): void; say(text: string): void };

/** A button whose name says how many are unread, and whose badge shows it. */
export function inboxBell(texts: PanelTexts, press: () => void): Bell {
  const badge = element('span', { class: 'badge', part: true, 'aria-hidden': 'true' });
  const root = element(
    'button',
    { class: 'bell', part: true, type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', click: press },
    icon('bell'),
    badge,
  );
  const live = element('div', { class: 'unseen-text', role: 'status' });

  return {
    root,
    live,
    show(unread) {
      setName(root, texts.bell(unread));
      setText(badge, texts.badge(unread));
      badge.hidden = unread === 0;
    },
    say(text) {
      live.textContent = '';
      live.textContent = text; // the same words again are news again
    },
  };
}
