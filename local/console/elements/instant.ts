import { element } from './element.ts';

const dayMs = 86_400_000;

/** What a `datetime-local` field holds, as an instant on the wire; nothing when it is empty. */
export function readInstant(field: HTMLInputElement): string | undefined {
  return field.value === '' ? undefined : new Date(field.value).toISOString();
}

/** Buttons that fill a `datetime-local` field with now and some time on; the last one empties it. */
export function shortcuts(field: HTMLInputElement, place: HTMLElement): void {
  const steps = { '+1 min': 60_000, '+1 h': 3_600_000, '+1 day': dayMs, '+1 week': 7 * dayMs };
  const buttons = Object.entries(steps).map(([label, ms]) => button(label, () => write(field, localText(Date.now() + ms))));
  place.append(
    ...buttons,
    button('now', () => write(field, '')),
  );
}

/** Fills the field, and tells whoever listens to it. */
function write(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** An instant as the field writes it, on this browser's clock. */
function localText(instant: number): string {
  const local = new Date(instant - new Date(instant).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

function button(label: string, press: () => void): HTMLButtonElement {
  return element('button', { type: 'button', class: 'quiet', onclick: press }, label);
}
