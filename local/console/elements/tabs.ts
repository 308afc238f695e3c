import { element } from './element.ts';

/** Makes a button of such a group. */
export function tab(value: string, label: string, { isPressed = false } = {}): HTMLButtonElement {
  return element('button', { type: 'button', value, 'aria-pressed': String(isPressed) }, label);
}

/** Makes a group of buttons a choice of one; calls `choose` with the value that is chosen. */
export function makeTabs(group: HTMLElement, choose: (value: string) => void): void {
  group.addEventListener('click', ({ target }) => {
    const chosen = target instanceof Element ? target.closest('button') : null;
    if (!chosen || chosen.getAttribute('aria-pressed') === 'true') return;
    showTab(group, chosen.value);
    choose(chosen.value);
  });
}

/** Shows which one is chosen. */
export function showTab(group: HTMLElement, value: string): void {
  for (const tab of group.querySelectorAll('button')) tab.setAttribute('aria-pressed', String(tab.value === value));
}
