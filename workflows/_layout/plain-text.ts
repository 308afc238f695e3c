import { addText, endLine, endLink, newPage, type Page } from './text-page.ts';

/** A comment, a tag (closing?, name, attributes, empty?), or text. Exact for what the renderer writes: it quotes every value. */
const token = /<!--.*?-->|<(\/?)([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/gs;
const attribute = /\s([^\s=>/]+)(?:="([^"]*)")?/g;
/** Whether attributes may be among those that are asked for: most elements have a style and no more, and are not read. */
const ofUse = /\s(?:alt|data-skip-in-text|href|role)\b/;
const none: ReadonlyMap<string, string> = new Map();

/** Elements that nobody reads, those with an empty line around them, and those that only begin a line. */
const silent = new Set(['head', 'script', 'style']);
const apart = new Set(['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ol', 'p', 'table', 'ul']);
const ownLine = new Set(['div', 'li', 'tr']);

type Element = { name: string; silent: boolean; inDataTable: boolean; href?: string; linkStart: number };

const outside: Element = { name: '', silent: false, inDataTable: false, linkStart: 0 };

/**
 * The plain text of rendered HTML: blocks apart, links with their address, tables of data as "name: value".
 * For the HTML of our own renderer only; whatever has `data-skip-in-text` is left out.
 */
export function toPlainText(html: string): string {
  const page = newPage();
  const path = [outside];

  for (const [text, slash, name, attributes = '', isEmpty] of html.matchAll(token)) {
    const parent = path.at(-1) ?? outside;
    if (name === undefined) {
      if (!parent.silent && !text.startsWith('<!--')) addText(page, decode(text));
    } else if (slash === '/') {
      closeElement(page, path.pop() ?? outside);
    } else {
      const element = openElement(page, name, readAttributes(attributes), parent);
      if (isEmpty !== '/') path.push(element);
    }
  }
  endLine(page, 1);
  return `${page.text}\n`;
}

function openElement(page: Page, name: string, attributes: ReadonlyMap<string, string>, parent: Element): Element {
  const element = {
    name,
    silent: parent.silent || silent.has(name) || attributes.has('data-skip-in-text'),
    inDataTable: name === 'table' ? attributes.get('role') !== 'presentation' : parent.inDataTable,
    href: attributes.get('href'),
  };
  if (!element.silent) {
    breakAround(page, element);
    if (name === 'li') addText(page, '- ');
    if (name === 'img') addText(page, decode(attributes.get('alt') ?? ''));
    if (name === 'br') endLine(page, 1);
    if (name === 'hr') drawRule(page);
  }
  return { ...element, linkStart: page.line.length };
}

function closeElement(page: Page, element: Element): void {
  if (element.silent) return;

  if (element.href !== undefined) endLink(page, element.linkStart, decode(element.href));
  if (element.inDataTable && element.name === 'th') addText(page, ': ');
  if (element.inDataTable && element.name === 'td') addText(page, ' ');
  breakAround(page, element);
}

function breakAround(page: Page, { name, inDataTable }: Pick<Element, 'name' | 'inDataTable'>): void {
  if (apart.has(name)) endLine(page, 2);
  else if (ownLine.has(name)) endLine(page, 1);
  else if (!inDataTable && (name === 'td' || name === 'th')) endLine(page, 1); // a cell of a layout is a place, not a datum
}

function drawRule(page: Page): void {
  endLine(page, 2);
  addText(page, '---');
  endLine(page, 2);
}

function readAttributes(attributes: string): ReadonlyMap<string, string> {
  if (!ofUse.test(attributes)) return none;
  return new Map([...attributes.matchAll(attribute)].map(([, name = '', value = '']) => [name, value]));
}

/** Undoes what the renderer does to text; it knows these three entities and no other. */
function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
