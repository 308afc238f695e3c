import { element } from './element.js';

const dayMs = 86_400_000;

/** What a `datetime-local` field holds, as an instant on the wire; nothing when it is empty. */
export function readInstant(field) {
  return field.value === '' ? undefined : new Date(field.value).toISOString();
}

/** Fills a `datetime-local` field, and tells whoever listens to it. */
export function writeInstant(field, instant) {
  const at = new Date(instant);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  field.value = local.toISOString().slice(0, 19);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Buttons that fill a field with now and some time on; the last one empties it. */
export function shortcuts(field, place) {
  const steps = { '+1 min': 60_000, '+1 h': 3_600_000, '+1 day': dayMs, '+1 week': 7 * dayMs };
  const buttons = Object.entries(steps).map(([label, ms]) => button(label, () => writeInstant(field, Date.now() + ms)));
  place.append(
    ...buttons,
    button('now', () => {
      field.value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }),
  );
}

function button(label, press) {
  return element('button', { type: 'button', class: 'quiet', onclick: press }, label);
}
