import { CannotDo } from '../cannot-do.ts';
import { countOf } from '../count-of.ts';
import { exitCodes } from '../exit-codes.ts';

/** How the cells of a column are read: `seats:number`, `trial:boolean`, `teams:list`, whose parts are told apart by `|`. */
const kinds = { number: toNumber, boolean: toBoolean, list: (cell: string) => cell.split('|').map((part) => part.trim()) };
type Kind = keyof typeof kinds;

/** A column: the field that it fills, and within which other, or within which entry of a list. */
export type Column = { heading: string; field: string; within?: string; entry?: number; kind?: Kind };

/** What columns there may be: fields of a row, fields that have any others within, and lists of which each entry has these. */
export type KnownColumns = {
  fields: readonly string[];
  within: readonly string[];
  lists?: { names: readonly string[]; fields: Readonly<Record<string, Kind | 'text'>> };
};

/**
 * Reads the heading of each column: a field of its own (`email`), one within another (`attributes.plan`, `data.amount:number`), or one of an entry of
 * a list (`emails.1.address`).
 * @throws CannotDo for a heading that says nothing here, or that comes twice.
 */
export function readColumns(headings: readonly string[], known: KnownColumns): Column[] {
  const columns = headings.map((heading) => readEntryColumn(heading.trim(), known) ?? readColumn(heading.trim(), known));
  const names = columns.map((column) => `${column.within ?? ''}.${column.entry ?? ''}.${column.field}`);
  const twice = columns.find((_, index) => names.indexOf(names[index] ?? '') !== index);
  if (twice !== undefined) throw wrong(`the column "${twice.heading}" is there twice`);
  if (!columns.some((column) => column.field === 'id' && column.within === undefined))
    throw wrong('there is no column "id", which says who each row is');
  return columns;
}

/** Reads the heading of a column that fills an entry of a list: `emails.1.address`. */
function readEntryColumn(heading: string, { lists }: KnownColumns): Column | undefined {
  const [, within = '', entry, field = ''] = /^([a-z]+)\.([1-9])\.([a-z]+)$/.exec(heading) ?? [];
  const kind = lists?.names.includes(within) && Object.hasOwn(lists.fields, field) ? lists.fields[field] : undefined;
  return kind && { heading, field, within, entry: Number(entry), ...(kind !== 'text' && { kind }) };
}

function readColumn(heading: string, { fields, within, lists }: KnownColumns): Column {
  const [, outer, field = '', kind] = /^(?:([a-z]+)\.)?([A-Za-z][\w-]*)(?::([a-z]+))?$/.exec(heading) ?? [];
  const isKnown = outer === undefined ? fields.includes(field) : within.includes(outer);
  if (!isKnown || (kind !== undefined && !Object.hasOwn(kinds, kind)))
    throw wrong(
      `the column "${heading}" is not known; there are ${[...fields, ...within.map((name) => `${name}.<name>`), ...exampleOf(lists)].join(', ')}, with :number, :boolean or :list behind a name for what is no text`,
    );
  return { heading, field, ...(outer !== undefined && { within: outer }), ...(kind !== undefined && { kind: kind as Kind }) };
}

function exampleOf({ names, fields }: NonNullable<KnownColumns['lists']> = { names: [], fields: {} }): string[] {
  return names.map((name) => `${name}.1.${Object.keys(fields).join('|')}`);
}

/** What a row says, by its columns, and what is wrong with its cells. An empty cell says nothing. */
export function readCells(
  columns: readonly Column[],
  cells: readonly string[],
): { row: Record<string, unknown>; faults: { field: string; detail: string }[] } {
  const row: Record<string, unknown> = {};
  if (cells.length !== columns.length)
    return {
      row,
      faults: [
        {
          field: '',
          detail: `has ${countOf(cells.length, 'cell')}, and there ${columns.length === 1 ? 'is' : 'are'} ${countOf(columns.length, 'column')}`,
        },
      ],
    };
  const faults: { field: string; detail: string }[] = [];
  const lists: Record<string, Record<number, Record<string, unknown>>> = {};
  for (const [index, { heading, field, within, entry, kind }] of columns.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '') continue;
    const value = kind === undefined ? cell : kinds[kind](cell);
    if (value === undefined)
      faults.push({
        field: heading.replace(/:.*/, ''),
        detail: kind === 'number' ? 'must be a number, like 12.5' : 'must be true or false',
      });
    else if (within === undefined) row[field] = value;
    else if (entry === undefined) row[within] = { ...(row[within] as Record<string, unknown> | undefined), [field]: value };
    else lists[within] = { ...lists[within], [entry]: { ...lists[within]?.[entry], [field]: value } };
  }
  for (const [name, entries] of Object.entries(lists)) row[name] = Object.values(entries); // in the order of their numbers
  return { row, faults };
}

function toNumber(cell: string): number | undefined {
  const number = Number(cell);
  return Number.isFinite(number) ? number : undefined;
}

function toBoolean(cell: string): boolean | undefined {
  const lower = cell.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower === 'true' : undefined;
}

function wrong(message: string): CannotDo {
  return new CannotDo(message, { code: exitCodes.usage });
}
