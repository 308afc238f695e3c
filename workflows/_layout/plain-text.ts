import { decodeEntities } from './entities.ts';
import { addText, endLine, endLink, newPage, type Page } from './text-page.ts';

/** A comment or declaration, a tag (closing?, name, attributes, empty?), or text: as the renderer writes them, and as people do. */
const token =
  /<!--.*?-->|<!.*?>|<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>|[^<]+|</gis;
const attribute = /\s([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
/** Whether attributes may be among those that are asked for: most elements have a style and no more, and are not read. */
const ofUse = /\s(?:alt|data-skip-in-text|href|role)\b/i;
const none: Readonly<Record<string, string>> = Object.create(null);

/** Elements that nobody reads, those with an empty line around them, and those that only begin a line. */
const silent = new Set(['head', 'script', 'style']);
const apart = new Set(['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ol', 'p', 'table', 'ul']);
const ownLine = new Set(['div', 'li', 'tr']);
/** Elements without an end, however they are written: https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

type Element = { name: string; silent: boolean; inDataTable: boolean; href: string | undefined; linkStart: number };

const outside: Element = { name: '', silent: false, inDataTable: false, href: undefined, linkStart: 0 };

/**
 * Reads HTML as plain text: blocks apart, links with their address, tables of data as "name: value". Whatever has `data-skip-in-text` is left
 * out. It reads what is well-formed; of what is not, the words.
 */
export function toPlainText(html: string): string {
  const page = newPage();
  const path = [outside];

  for (let found = token.exec(html); found !== null; found = token.exec(html)) {
    const parent = path.at(-1) ?? outside;
    const name = found[2]?.toLowerCase();
    if (name === undefined) {
      if (!parent.silent && !found[0].startsWith('<!')) addText(page, decodeEntities(found[0]));
    } else if (found[1] === '/') {
      closeElements(page, name, path);
    } else {
      const element = openElement(page, name, readAttributes(found[3] ?? ''), parent);
      if (found[4] !== '/' && !empty.has(name)) path.push(element);
    }
  }
  endLine(page, 1);
  return `${page.text}\n`;
}

function openElement(page: Page, name: string, attributes: Readonly<Record<string, string>>, parent: Element): Element {
  const element: Element = {
    name,
    silent: parent.silent || silent.has(name) || 'data-skip-in-text' in attributes,
    inDataTable: name === 'table' ? attributes.role !== 'presentation' : parent.inDataTable,
    href: attributes.href,
    linkStart: 0,
  };
  if (!element.silent) {
    breakAround(page, element);
    if (name === 'li') addText(page, '- ');
    if (name === 'img') addText(page, decodeEntities(attributes.alt ?? ''));
    if (name === 'br') endLine(page, 1);
    if (name === 'hr') drawRule(page);
  }
  element.linkStart = page.line.length;
  return element;
}

/** Closes an element and those in it that were left open; nothing when none of that name is open. */
function closeElements(page: Page, name: string, path: Element[]): void {
  let place = path.length - 1; // mostly the last one
  while (place >= 0 && path[place]?.name !== name) place -= 1;
  if (place === -1) return;
  for (const element of path.splice(place).reverse()) closeElement(page, element);
}

function closeElement(page: Page, element: Element): void {
  if (element.silent) return;

  if (element.href !== undefined) endLink(page, element.linkStart, decodeEntities(element.href));
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

function readAttributes(text: string): Readonly<Record<string, string>> {
  if (!ofUse.test(text)) return none;
  const attributes: Record<string, string> = Object.create(null);
  for (let found = attribute.exec(text); found !== null; found = attribute.exec(text)) {
    attributes[found[1]?.toLowerCase() ?? ''] = found[2] ?? found[3] ?? found[4] ?? '';
  }
  return attributes;
}
