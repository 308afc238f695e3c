import { element, setAttribute, setText } from './element.ts';

/** One of few, side by side: buttons, of which one is pressed. */
export type Choice<Value extends string> = {
  root: HTMLElement;
  /** `count`, beside a label, when there is one. */
  show(options: readonly (readonly [value: Value, label: string, count?: string])[], chosen: Value): void;
};

/** A row of buttons that says what was chosen; `name` is what the row is called. */
export function choice<Value extends string>(kind: string, name: string, choose: (value: Value) => void): Choice<Value> {
  const root = element('div', { class: `choice ${kind}`, part: kind, role: 'group', 'aria-label': name });
  const buttons = new Map<Value, HTMLButtonElement>();

  function make(value: Value): HTMLButtonElement {
    const button = element(
      'button',
      { type: 'button', class: 'choice-button', part: 'choice', click: () => choose(value) },
      element('span'),
      ' ',
      element('span', { class: 'count', part: 'choice-count' }),
    );
    buttons.set(value, button);
    root.append(button);
    return button;
  }

  return {
    root,
    show(options, chosen) {
      for (const [value, label, count = ''] of options) {
        const button = buttons.get(value) ?? make(value);
        setText(button.firstElementChild as Element, label);
        setText(button.lastElementChild as Element, count);
        setAttribute(button, 'aria-pressed', String(value === chosen));
      }
    },
  };
}
