/**
 * Makes an element. Children that are not elements go in as text, never as HTML; `on…` functions become listeners;
 * `undefined` and `false` leave an attribute or a child out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return made;
}

/** One of the drawings in icons.svg; it says nothing by itself, so its neighbours must. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `/elements/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** The element with this id, which index.html has. */
export function byId(id) {
  return document.getElementById(id);
}
