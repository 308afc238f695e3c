import { button, setAttribute } from './element.ts';

/** Drawings on a grid of 16, as SVG paths that are stroked. */
const drawings = {
  bell: 'M8 2a4 4 0 0 0-4 4c0 3.5-1.5 4.5-1.5 5.5h11C13.5 10.5 12 9.5 12 6a4 4 0 0 0-4-4M6.5 13.75a1.6 1.6 0 0 0 3 0',
  checks: 'm1.5 8.5 3 3L10.5 5M7.5 11l.5.5L14.5 5',
  sliders: 'M2 5h5.5M11.5 5H14M2 11h2.5M8.5 11H14M9.5 3v4M6.5 9v4',
  close: 'm4 4 8 8M12 4l-8 8',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  archive: 'M2 3h12v3H2zM3 6v7h10V6M6.5 9h3',
  restore: 'M2.5 9.5v3.5h11V9.5M8 10V2.5M5 5.5l3-3 3 3',
  snooze: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.25l2 1.5',
  read: 'm3 8.5 3.25 3.25L13 5',
  unread: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  alert: 'M8 2 1.5 13.5h13zM8 6.5v3M8 11.5v.1',
} as const;

export type Drawing = keyof typeof drawings;

const svg = 'http://www.w3.org/2000/svg';

/** A drawing that says nothing by itself: what it stands in must have a name. */
export function icon(drawing: Drawing): SVGElement {
  const made = document.createElementNS(svg, 'svg');
  const path = document.createElementNS(svg, 'path');
  made.setAttribute('class', 'icon');
  made.setAttribute('viewBox', '0 0 16 16');
  made.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', drawings[drawing]);
  made.append(path);
  return made;
}

/** A button that is an icon. What it does says a name, which it must be given. */
export function iconButton(does: Drawing, press: () => void): HTMLButtonElement {
  const made = button('icon-button', press, icon(does));
  setAttribute(made, 'data-does', does);
  return made;
}

/** Shows another drawing in an icon, or in the button that has one. */
export function redraw(shown: Element, drawing: Drawing): void {
  shown.querySelector('path')?.setAttribute('d', drawings[drawing]);
}
