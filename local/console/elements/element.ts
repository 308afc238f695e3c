/** What an element may contain. Text is never read as HTML; `undefined` and `false` are left out. */
export type Child = Node | string | undefined | false;

/** An attribute as text or as a switch, or a listener under `on…`. */
type Attribute = string | boolean | undefined | ((event: Event) => unknown);

/**
 * Makes an element. Children that are not elements go in as text, never as HTML; `on…` functions become listeners;
 * `undefined` and `false` leave an attribute or a child out.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button that does something; it is known again by its name when a list is drawn anew. */
export function actionButton(name: string, label: string, press: () => unknown): HTMLButtonElement {
  return element('button', { type: 'button', 'data-does': name, onclick: press }, label);
}

/** One of the drawings in icons.svg; it says nothing by itself, so its neighbours must. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `/elements/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/**
 * The element with this id, which the page has, as one of its class.
 * @throws Error when there is none, or it is of another class.
 */
export function byId(id: string): HTMLElement;
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind;
export function byId(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  return isA(kind, document.getElementById(id), `#${id}`);
}

/**
 * The first element inside `root` that a selector means, as one of its class.
 * @throws Error when there is none, or it is of another class.
 */
export function find(root: ParentNode, selector: string): HTMLElement;
export function find<Kind extends Element>(root: ParentNode, selector: string, kind: new () => Kind): Kind;
export function find(root: ParentNode, selector: string, kind: new () => Element = HTMLElement): Element {
  return isA(kind, root.querySelector(selector), selector);
}

function isA<Kind extends Element>(kind: new () => Kind, found: Element | null, name: string): Kind {
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} "${name}"`);
  return found;
}
