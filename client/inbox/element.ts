/** Attributes by name; a function listens to the event of that name; `undefined` and `false` leave one out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** What goes into an element; text goes in as text, never as HTML. */
export type Child = Node | string | false | undefined;

/** Makes an element. `class` doubles as `part` when `part` is `true`, so that pages can style it. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else setAttribute(made, name, name === 'part' && value === true ? attributes.class : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** Makes a button that pages can style by the name of its class. */
export function button(name: string, press: () => void, ...children: readonly Child[]): HTMLButtonElement {
  return element('button', { class: name, part: true, type: 'button', click: press }, ...children);
}

/** Sets an attribute, or takes it away when the value is `undefined` or `false`; leaves it alone when it is as wanted. */
export function setAttribute(target: Element, name: string, value: Attributes[string]): void {
  const text = value === true ? '' : String(value);
  if (value === undefined || value === false) target.removeAttribute(name);
  else if (target.getAttribute(name) !== text) target.setAttribute(name, text);
}

/** Sets an element's text, touching nothing when it is as wanted: so no live region speaks twice. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Gives a control the name that is read out and shown when pointed at. */
export function setName(control: Element, name: string): void {
  setAttribute(control, 'aria-label', name);
  setAttribute(control, 'title', name);
}
