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

/** What a row says, by its columns. An empty cell says nothing. */
export function readCells(columns: readonly Column[], cells: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, { field, within, kind }] of columns.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '') continue;
    const value = kind === undefined ? cell : kinds[kind](cell);
    if (within === undefined) row[field] = value;
    else row[within] = { ...(row[within] as Record<string, unknown> | undefined), [field]: value };
  }
  return row;
}

/** A cell that is no number stays a text, which whoever takes it refuses by name. */
function toNumber(cell: string): number | string {
  const number = Number(cell);
  return Number.isFinite(number) ? number : cell;
}

function toBoolean(cell: string): boolean | string {
  const lower = cell.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return cell;
}

function wrong(message: string): CannotDo {
  return new CannotDo(message, { code: exitCodes.usage });
}
