import { button, element, setText } from './element.ts';

/** A short word at the foot of the panel, perhaps with a way back. It waits while pointed at or focused. */
export type Toast = { root: HTMLElement; show(text: string, action?: { label: string; press(): void }): void; hide(): void };

const shownMs = 8_000;

/** The toast of a panel; `leave` is called when it goes while it has the focus. */
export function toast(leave: () => void): Toast {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let press = () => {};
  const words = element('span', { role: 'status' });
  const wayBack = button('toast-action', () => {
    const chosen = press;
    hide();
    chosen();
  });
  const root = element(
    'div',
    {
      class: 'toast',
      part: true,
      pointerenter: stay,
      pointerleave: wait,
      focusin: stay,
      focusout: wait,
    },
    words,
    wayBack,
  );
  hide();

  function stay(): void {
    clearTimeout(timer);
  }

  function wait(): void {
    stay();
    if (root.matches(':hover, :focus-within')) return;
    timer = setTimeout(hide, shownMs);
  }

  function hide(): void {
    stay();
    const hadFocus = root.matches(':focus-within');
    setText(words, '');
    root.classList.remove('shown');
    wayBack.hidden = true;
    if (hadFocus) leave();
  }

  return {
    root,
    hide,
    show(text, action) {
      setText(words, text);
      setText(wayBack, action?.label ?? '');
      press = action?.press ?? press;
      wayBack.hidden = !action;
      root.classList.add('shown');
      wait();
    },
  };
}
