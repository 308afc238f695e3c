import type { DryRunAnswer } from '../../../contract/dry-run/dry-run.ts';
import { inCalls } from './in-calls.ts';
import { type Said, sentInACall, toColumns, withData, withoutRefused, withoutRepetition } from './send-rows.ts';
import { addUp, type Worked } from './work-off.ts';
import type { ReadRow } from './work-off-file.ts';

/** Asks a stage what a publish would do. */
export type Foresee = (body: unknown) => Promise<DryRunAnswer>;

/** What would come of rows: how many of them would go, and what is wrong with the others. */
export async function foreseeRows(rows: readonly ReadRow[], said: Said, foresee: Foresee): Promise<Worked> {
  const { calls, tooLarge } = inCalls(rows, { most: sentInACall, besideThem: said });
  const parts = await Promise.all(calls.flatMap(withoutRepetition).map((part) => foreseePart(part, said, foresee)));
  return addUp([...parts, { counts: {}, faults: tooLarge }]);
}

async function foreseePart(rows: readonly ReadRow[], said: Said, foresee: Foresee): Promise<Worked> {
  try {
    const answer = await foresee({ ...said, recipients: rows.map(({ row }) => withData(row)) });
    return { counts: { good: answer.data.length }, faults: toColumns(rows, answer.refused) };
  } catch (error) {
    return withoutRefused(rows, error, (others) => foreseePart(others, said, foresee));
  }
}
