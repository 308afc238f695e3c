import type { Draw } from './draw.ts';

export type Fields = ReturnType<typeof fieldsOf>;

/** Makes fields to choose with, each with its label. */
export function fieldsOf(element: Draw['element']) {
  /** Makes a switch with its label. `mixed`: neither on nor off, as what it stands for differs. */
  function switchField(
    name: string,
    label: string,
    state: { checked: boolean; mixed?: boolean; disabled?: boolean; change(on: boolean): void },
  ): HTMLElement {
    const input = element('input', {
      type: 'checkbox',
      role: !state.mixed && 'switch', // a switch cannot be mixed
      class: 'switch',
      part: true,
      name,
      disabled: state.disabled,
      change: () => state.change(input.checked),
    });
    input.checked = state.checked;
    input.indeterminate = state.mixed ?? false;
    return element('label', { class: 'switch-field' }, input, element('span', {}, label));
  }

  /** Makes a list to choose one from, with its label. */
  function selectField<Value extends string>(
    name: string,
    label: string,
    options: readonly (readonly [value: Value, label: string])[],
    { chosen, change }: { chosen: Value | 'off'; change(value: Value): void },
  ): HTMLElement {
    const select = element(
      'select',
      { class: 'field', part: true, name, change: () => change(select.value as Value) },
      ...options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)),
    );
    return labelled(label, select);
  }

  /** A time of day with its label; told when one is complete. */
  function timeField(name: string, label: string, value: string, change: (time: string) => void): HTMLElement {
    const told = () => input.value !== '' && input.value !== value && change(input.value);
    const input = element('input', { type: 'time', class: 'field', part: true, name, required: true, value, blur: told });
    return labelled(label, input);
  }

  function labelled(label: string, field: HTMLElement): HTMLElement {
    return element('label', { class: 'labelled' }, element('span', {}, label), field);
  }

  return { switchField, selectField, timeField };
}
