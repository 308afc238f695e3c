import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';

/** How the cells of a column are read: `seats:number`, `trial:boolean`, `teams:list`, whose parts are told apart by `|`. */
const kinds = { number: toNumber, boolean: toBoolean, list: (cell: string) => cell.split('|').map((part) => part.trim()) };
type Kind = keyof typeof kinds;

/** A column: the field that it fills, and within which other. */
export type Column = { heading: string; field: string; within?: string; kind?: Kind };

/**
 * Reads the heading of each column: a field of its own (`email`), or one within another (`attributes.plan`, `data.amount:number`).
 * @throws CannotDo for a heading that says nothing here, or that comes twice.
 */
export function readColumns(
  headings: readonly string[],
  { fields, within }: { fields: readonly string[]; within: readonly string[] },
): Column[] {
  const columns = headings.map((heading) => readColumn(heading.trim(), { fields, within }));
  const names = columns.map((column) => `${column.within ?? ''}.${column.field}`);
  const twice = columns.find((_, index) => names.indexOf(names[index] ?? '') !== index);
  if (twice !== undefined) throw wrong(`the column "${twice.heading}" is there twice`);
  if (!columns.some((column) => column.field === 'id' && column.within === undefined))
    throw wrong('there is no column "id", which says who each row is');
  return columns;
}

function readColumn(heading: string, { fields, within }: { fields: readonly string[]; within: readonly string[] }): Column {
  const [, outer, field = '', kind] = /^(?:([a-z]+)\.)?([A-Za-z][\w-]*)(?::([a-z]+))?$/.exec(heading) ?? [];
  const isKnown = outer === undefined ? fields.includes(field) : within.includes(outer);
  if (!isKnown || (kind !== undefined && !Object.hasOwn(kinds, kind)))
    throw wrong(
      `the column "${heading}" is not known; there are ${[...fields, ...within.map((name) => `${name}.<name>`)].join(', ')}, with :number, :boolean or :list behind a name for what is no text`,
    );
  return { heading, field, ...(outer !== undefined && { within: outer }), ...(kind !== undefined && { kind: kind as Kind }) };
}

/** What a row says, by its columns, and what is wrong with its cells. An empty cell says nothing. */
export function readCells(
  columns: readonly Column[],
  cells: readonly string[],
): { row: Record<string, unknown>; faults: { field: string; detail: string }[] } {
  const row: Record<string, unknown> = {};
  if (cells.length !== columns.length)
    return { row, faults: [{ field: '', detail: `has ${cells.length} cells, and there are ${columns.length} columns` }] };
  const faults: { field: string; detail: string }[] = [];
  for (const [index, { field, within, kind }] of columns.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '') continue;
    const value = kind === undefined ? cell : kinds[kind](cell);
    if (value === undefined)
      faults.push({
        field: within === undefined ? field : `${within}.${field}`,
        detail: kind === 'number' ? 'must be a number, like 12.5' : 'must be true or false',
      });
    else if (within === undefined) row[field] = value;
    else row[within] = { ...(row[within] as Record<string, unknown> | undefined), [field]: value };
  }
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
