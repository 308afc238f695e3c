import type { CsvRow } from './read-csv.ts';

/** What is wrong with a row. */
export type RowFault = { line: number; field: string; detail: string };

/** What became of rows: how many of them were taken, by a word for it, and what is wrong with the others. */
export type Worked = { counts: Readonly<Record<string, number>>; faults: readonly RowFault[] };

type WorkOff = {
  rows: AsyncIterable<CsvRow>;
  /** How many rows are worked on at once; `done` is told when all of them are. */
  atOnce: number;
  work: (rows: readonly CsvRow[]) => Promise<Worked>;
  done: (rows: number, worked: Worked) => void;
};

/** Works off rows, so many at once and in their order: what is told as done needs not be done again. Answers how many became what. */
export async function workOff({ rows, atOnce, work, done }: WorkOff): Promise<Record<string, number>> {
  const totals: Record<string, number> = {};
  let some: CsvRow[] = [];
  const flush = async () => {
    if (some.length === 0) return;
    const worked = await work(some);
    const refused = new Set(worked.faults.map(({ line }) => line)).size;
    for (const [word, count] of Object.entries({ ...worked.counts, refused })) totals[word] = (totals[word] ?? 0) + count;
    done(some.length, worked);
    some = [];
  };
  for await (const row of rows) {
    some.push(row);
    if (some.length === atOnce) await flush();
  }
  await flush();
  return totals;
}

/** Adds up what became of rows that were worked on beside one another. */
export function addUp(parts: readonly Worked[]): Worked {
  const counts: Record<string, number> = {};
  for (const part of parts) for (const [word, count] of Object.entries(part.counts)) counts[word] = (counts[word] ?? 0) + count;
  return { counts, faults: parts.flatMap(({ faults }) => faults) };
}
