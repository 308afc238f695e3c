import { CannotDo } from '../cannot-do.ts';
import { countOf } from '../count-of.ts';
import { exitCodes } from '../exit-codes.ts';
import { printable } from '../print-result.ts';
import { type Column, readCells, readColumns } from './columns.ts';
import { openPlace } from './place-in-file.ts';
import { progressBar } from './progress-bar.ts';
import { type CsvRow, csvRows, surveyCsv } from './read-csv.ts';
import { addUp, type RowFault, type Worked, workOff } from './work-off.ts';

/** A row as an object, and its line. */
export type ReadRow = { line: number; row: Record<string, unknown> };

export type FileTask = {
  path: string;
  /** What is done, and to which stage: it is not gone on with as another. */
  task: string;
  columns: Parameters<typeof readColumns>[1];
  atOnce: number;
  work: (rows: readonly ReadRow[]) => Promise<Worked>;
  /** Whether whoever is there more than once is taken as in the first row that names them, and the others are told. */
  onceEach?: boolean;
  isDryRun?: boolean | undefined;
  restart?: boolean | undefined;
  /** Whether rows that cannot be read are left out; else nothing is begun while there are any. */
  skipInvalid?: boolean | undefined;
  json?: boolean | undefined;
};

/** What a file has, before anything is done: its rows, and how many of them were done before. */
export type Begun = {
  rows: number;
  /** How many of them cannot be read. */
  unreadable: number;
  doneBefore: number;
  /** How many are done by now. */
  done: () => number;
  run: () => Promise<Record<string, number>>;
};

/**
 * Reads a file and says what there is to do. `run` works it off, tells each row that is refused with its line, and keeps its place beside the
 * file, so that it goes on there when it is killed; a dry run keeps none.
 * @throws CannotDo when there are rows that cannot be read, and nobody said that they are left out.
 */
export async function beginFile(task: FileTask): Promise<Begun> {
  const { path, atOnce, work, isDryRun, restart, skipInvalid, json } = task;
  const { columns, rows, sha256, unreadable, first, repeated } = await survey(task);
  if (unreadable > 0 && !isDryRun && !skipInvalid) {
    for (const fault of first) tell(fault, json);
    const more = unreadable > first.length ? ' (the first are told)' : '';
    throw new CannotDo(
      `${rowsOf(unreadable)} cannot be read${more}, so nothing was begun: mend them, or leave them out with --skip-invalid`,
      { code: exitCodes.usage },
    );
  }
  const place = isDryRun ? undefined : openPlace(path, { task: task.task, sha256, restart });
  const doneBefore = place?.done ?? 0;
  let count = doneBefore;

  async function run(): Promise<Record<string, number>> {
    const bar = progressBar(rows);
    const totals = await workOff({
      rows: csvRows(path, doneBefore),
      atOnce,
      work: (some) => workReadable(some, { columns, repeated }, work),
      done(some, { faults }) {
        count += some;
        place?.save(count);
        for (const fault of faults) tell(fault, json);
        bar.show(count);
      },
    });
    bar.end();
    place?.forget();
    return totals;
  }
  return { rows, unreadable, doneBefore, done: () => count, run };
}

/** Says how many rows, in words. */
export function rowsOf(count: number): string {
  return countOf(count, 'row');
}

/** How many rows that cannot be read are told before it is refused. */
const mostTold = 20;

/** How the rows of a file are read: by which columns, and on which lines somebody is named again. */
type Reading = { columns: readonly Column[]; repeated: ReadonlySet<number> };

/** Reads through the whole file: what it has, how many of its rows cannot be read, what is wrong with the first of them, and where somebody is named again. */
async function survey({ path, columns: known, onceEach }: FileTask) {
  let columns: Column[] = [];
  let unreadable = 0;
  const first: RowFault[] = [];
  const ids = new Set<unknown>();
  const repeated = new Set<number>();
  const file = await surveyCsv(path, {
    headings(cells) {
      columns = readColumns(cells, known);
    },
    row(row) {
      const { faults, row: read } = readRow(row, columns);
      if (onceEach && read.id !== undefined) {
        if (ids.has(read.id)) repeated.add(row.line);
        ids.add(read.id);
      }
      if (faults.length === 0) return;
      unreadable += 1;
      if (unreadable <= mostTold) first.push(...faults);
    },
  });
  return { ...file, columns, unreadable, first, repeated };
}

/** Hands on the rows that can be read, and tells of the others. */
async function workReadable(some: readonly CsvRow[], { columns, repeated }: Reading, work: FileTask['work']): Promise<Worked> {
  const rows = some.map((each) => {
    const row = readRow(each, columns);
    return repeated.has(each.line) ? { ...row, faults: [namedAgain(each)] } : row;
  });
  const worked = await work(rows.filter(({ faults }) => faults.length === 0).map(({ line, row }) => ({ line, row })));
  return addUp([worked, { counts: {}, faults: rows.flatMap(({ faults }) => faults) }]);
}

function namedAgain({ line }: CsvRow): RowFault {
  return { line, field: 'id', detail: 'this user is named more than once; the first row counts' };
}

function readRow({ line, cells }: CsvRow, columns: readonly Column[]): ReadRow & { faults: RowFault[] } {
  const { row, faults } = readCells(columns, cells);
  return { line, row, faults: faults.map((fault) => ({ line, ...fault })) };
}

function tell(fault: Worked['faults'][number], json: boolean | undefined): void {
  const { line, field, detail } = fault;
  if (json) console.log(JSON.stringify({ ...fault, outcome: 'refused' }));
  else console.error(printable(`line ${line}: ${field === '' ? '' : `${field}: `}${detail}`));
}
