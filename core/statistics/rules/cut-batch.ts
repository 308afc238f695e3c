import { addCounts, type Counts, type Increment, type Row, rowName } from './counts.ts';
import { compareSequenceNumbers } from './sequence-number.ts';

/** As many rows as one transaction takes beside the checkpoint: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const mostRowsAtOnce = 99;

/** What a record of a shard adds to rows. */
export type CountedRecord = { sequenceNumber: string; increments: readonly Increment[] };

/**
 * How far a shard is counted: all before the record `through`, and of that one the rows up to `row`; all of them where it is absent. A
 * record may touch more rows than one transaction takes.
 */
export type Checkpoint = { through: string; row?: string };

/** Rows that are written together with the checkpoint which says so. */
export type Part = { increments: Increment[]; checkpoint: Checkpoint };

/** Whether all that a record adds is counted. */
export function isCounted(sequenceNumber: string, checkpoint: Checkpoint | undefined): boolean {
  if (checkpoint === undefined) return false;
  const order = compareSequenceNumbers(sequenceNumber, checkpoint.through);
  return order < 0 || (order === 0 && checkpoint.row === undefined);
}

/**
 * Cuts what records add into parts of at most so many rows. Each ends at a record, or at a row of one, and says so; what is counted already
 * is left out. Records that add nothing move no checkpoint: counting them again adds nothing again.
 */
export function cutBatch(records: readonly CountedRecord[], checkpoint: Checkpoint | undefined, mostRows: number): Part[] {
  const parts: { rows: Map<string, Increment>; checkpoint: Checkpoint }[] = [];
  for (const { sequenceNumber, increments } of records) {
    if (isCounted(sequenceNumber, checkpoint)) continue;
    const after = checkpoint?.through === sequenceNumber ? checkpoint.row : undefined;
    const left = sumByRow(increments).filter(([name]) => after === undefined || name > after);
    if (left.length === 0) continue;

    const open = parts.at(-1);
    const fresh = left.filter(([name]) => !open?.rows.has(name)).length;
    if (open !== undefined && open.rows.size + fresh <= mostRows) {
      for (const [name, increment] of left) add(open.rows, name, increment);
      open.checkpoint = { through: sequenceNumber };
      continue;
    }
    for (let start = 0; start < left.length; start += mostRows) {
      const slice = left.slice(start, start + mostRows);
      const isLast = start + mostRows >= left.length;
      const row = slice.at(-1)?.[0] ?? '';
      parts.push({ rows: new Map(slice), checkpoint: { through: sequenceNumber, ...(!isLast && { row }) } });
    }
  }
  return parts.map(({ rows, checkpoint }) => ({
    increments: [...rows.values()].filter(({ counts }) => hasCounts(counts)),
    checkpoint,
  }));
}

/** Rows in the order of their names, which a checkpoint within a record goes by. */
function sumByRow(increments: readonly Increment[]): [string, Increment][] {
  const rows = new Map<string, Increment>();
  for (const increment of increments) add(rows, nameOf(increment.row), increment);
  return [...rows].filter(([, { counts }]) => hasCounts(counts)).sort(([a], [b]) => (a < b ? -1 : 1));
}

function add(rows: Map<string, Increment>, name: string, { row, counts }: Increment): void {
  rows.set(name, { row, counts: addCounts(rows.get(name)?.counts ?? {}, counts) });
}

function nameOf(row: Row): string {
  return `${row.day}#${rowName(row)}`;
}

function hasCounts(counts: Counts): boolean {
  return Object.keys(counts).length > 0;
}
