import { printable } from '../print-result.ts';
import { type Column, readCells, readColumns } from './columns.ts';
import { openPlace } from './place-in-file.ts';
import { progressBar } from './progress-bar.ts';
import { csvRows, surveyCsv } from './read-csv.ts';
import { type Worked, workOff } from './work-off.ts';

/** A row as an object, and its line. */
export type ReadRow = { line: number; row: Record<string, unknown> };

export type FileTask = {
  path: string;
  /** What is done, and to which stage: it is not gone on with as another. */
  task: string;
  columns: Parameters<typeof readColumns>[1];
  atOnce: number;
  work: (rows: readonly ReadRow[]) => Promise<Worked>;
  isDryRun?: boolean | undefined;
  restart?: boolean | undefined;
  json?: boolean | undefined;
};

/** What a file has, before anything is done: its rows, and how many of them were done before. */
export type Begun = { rows: number; doneBefore: number; columns: Column[]; run: () => Promise<Record<string, number>> };

/**
 * Reads a file and says what there is to do. `run` works it off, tells each row that is refused with its line, and keeps its place beside the
 * file, so that it goes on there when it is killed; a dry run keeps none.
 */
export async function beginFile({ path, task, columns: known, atOnce, work, isDryRun, restart, json }: FileTask): Promise<Begun> {
  const { headings, rows, sha256 } = await surveyCsv(path);
  const columns = readColumns(headings, known);
  const place = isDryRun ? undefined : openPlace(path, { task, sha256, restart });
  const doneBefore = place?.done ?? 0;

  async function run(): Promise<Record<string, number>> {
    const bar = progressBar(rows);
    let count = doneBefore;
    const totals = await workOff({
      rows: csvRows(path, doneBefore),
      atOnce,
      work: (some) => work(some.map(({ line, cells }) => ({ line, row: readCells(columns, cells) }))),
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
  return { rows, doneBefore, columns, run };
}

function tell(fault: Worked['faults'][number], json: boolean | undefined): void {
  const { line, field, detail } = fault;
  if (json) console.log(JSON.stringify({ ...fault, outcome: 'refused' }));
  else console.error(printable(`line ${line}: ${field === '' ? '' : `${field}: `}${detail}`));
}
