import ts from 'typescript';
import { CannotDo } from '../cannot-do.ts';
import { mostColumns } from './workflow-order.ts';

/** What is put into a list: under which name it is sorted, how it is written there, and the line that imports it. */
export type Entry = { name: string; text: string; importLine: string; from: string };

/** A list in a file: the name that the file exports it by. */
export type ListFile = { file: string; text: string; list: 'workflows' | 'emails' };

/**
 * Puts an entry into the list that a file exports, an array or an object, with its import. All else stays as it was, to the letter.
 * @throws CannotDo when the list is not there in a shape that can be read, or has such an entry.
 */
export function addToList({ file, text, list }: ListFile, entry: Entry): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const literal = literalOf(source, list);
  if (literal === undefined) {
    const shape = list === 'workflows' ? 'workflows = [ … ] as const' : 'emails: EmailsOf<typeof workflows> = { … }';
    throw new CannotDo(`${file} has no "export const ${shape}" into which to put the new one; write it so, and try again`);
  }
  const items = itemsOf(literal);
  if (items.some(({ name }) => name === entry.name)) throw new CannotDo(`${file} has "${entry.name}" already`);

  const listed = replaceIn(text, literal, withEntry(literal, items, entry));
  return withImport(listed, ts.createSourceFile(file, listed, ts.ScriptTarget.Latest, true), entry);
}

type Literal = ts.ArrayLiteralExpression | ts.ObjectLiteralExpression;
type Item = { name: string; node: ts.Node };

function literalOf(source: ts.SourceFile, list: string): Literal | undefined {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const found = statement.declarationList.declarations.find(({ name }) => name.getText() === list);
    let value = found?.initializer;
    while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isParenthesizedExpression(value)))
      value = value.expression;
    if (value && (list === 'workflows' ? ts.isArrayLiteralExpression(value) : ts.isObjectLiteralExpression(value)))
      return value as Literal;
  }
  return undefined;
}

function itemsOf(literal: Literal): Item[] {
  const nodes: readonly ts.Node[] = ts.isArrayLiteralExpression(literal) ? literal.elements : literal.properties;
  return nodes.map((node) => ({ name: nameOf(node), node }));
}

function nameOf(node: ts.Node): string {
  const name = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) ? node.name : undefined;
  if (name !== undefined) return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
  return node.getText();
}

/** The literal with one entry more, where it belongs by its name; on one line as long as it was and still fits, or has comments that stay where they are. */
function withEntry(literal: Literal, items: Item[], entry: Entry): string {
  const old = literal.getText();
  const next = items.find(({ name }) => name > entry.name)?.node;
  const places = { start: literal.getStart(), next, last: items.at(-1)?.node };
  if (old.includes('\n')) return onItsLine(old, entry.text, places);
  const oneLine = onThatLine(old, entry.text, places);
  if (old.includes('/*') || columnsAround(literal) + oneLine.length <= mostColumns) return oneLine;
  return onLines(old, items, entry);
}

/** Where a literal begins; the item before which something comes, and the last, as far as there are any. */
type Places = { start: number; next: ts.Node | undefined; last: ts.Node | undefined };

function onThatLine(old: string, text: string, { start, next, last }: Places): string {
  const blank = old.startsWith('{') ? ' ' : '';
  const place = (next?.getFullStart() ?? last?.getEnd() ?? start + old.length - 1) - start;
  const [before, behind] = [old.slice(0, place), old.slice(place)];
  if (next) return `${before}${before === '[' ? '' : ' '}${text}, ${behind.trimStart()}`;
  if (last) return `${before}, ${text}${behind.replace(/^\s*,/, '')}`;
  return `${[before.trimEnd(), text].join(before.trimEnd().length > 1 ? ' ' : blank)}${blank}${behind}`;
}

/** Puts an item on a line of its own; comments above another stay above that. */
function onItsLine(old: string, text: string, { start, next, last }: Places): string {
  if (next) {
    const [comment] = ts.getLeadingCommentRanges(next.getSourceFile().text, next.getFullStart()) ?? [];
    const at = (comment?.pos ?? next.getStart()) - start;
    return `${old.slice(0, at)}${text},\n  ${old.slice(at)}`;
  }
  const end = last === undefined ? 1 : last.getEnd() - start;
  const rest = old.slice(end).replace(/^\s*,/, '');
  return `${old.slice(0, end)}${last === undefined ? '' : ','}${rest.replace(/\s*([\]}])$/, `\n  ${text},\n$1`)}`;
}

function onLines(old: string, items: Item[], { name, text }: Entry): string {
  const texts = [...items.map((item) => ({ name: item.name, text: item.node.getText() })), { name, text }];
  const place = items.findIndex((item) => item.name > name);
  if (place !== -1) texts.splice(place, 0, ...texts.splice(-1));
  return `${old.slice(0, 1)}\n${texts.map((each) => `  ${each.text},\n`).join('')}${old.slice(-1)}`;
}

/** How much of the line of a literal is not of it. */
function columnsAround(literal: Literal): number {
  const text = literal.getSourceFile().text;
  const start = text.lastIndexOf('\n', literal.getStart()) + 1;
  const end = text.indexOf('\n', literal.getEnd());
  return literal.getStart() - start + ((end === -1 ? text.length : end) - literal.getEnd());
}

function withImport(text: string, source: ts.SourceFile, { importLine, from }: Entry): string {
  const imports = source.statements.filter(ts.isImportDeclaration);
  const next = imports.find(({ moduleSpecifier }) => {
    const other = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
    return other.startsWith('.') && other > from;
  });
  const last = imports.at(-1);
  if (next) return insert(text, next.getStart(), `${importLine}\n`);
  if (last) return insert(text, last.getEnd(), `\n${importLine}`);
  return insert(text, source.statements[0]?.getFullStart() ?? 0, `${importLine}\n\n`);
}

function replaceIn(text: string, node: ts.Node, by: string): string {
  return `${text.slice(0, node.getStart())}${by}${text.slice(node.getEnd())}`;
}

function insert(text: string, at: number, what: string): string {
  return `${text.slice(0, at)}${what}${text.slice(at)}`;
}
