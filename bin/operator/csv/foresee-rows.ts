import type { DryRunAnswer } from '../../../contract/dry-run/dry-run.ts';
import { ApiRefusal } from '../api/refusal.ts';
import { toFaults } from './import-users.ts';
import { inCalls } from './in-calls.ts';
import { type Said, sentAtOnce, toRecipient } from './send-rows.ts';
import { addUp, type Worked } from './work-off.ts';
import type { ReadRow } from './work-off-file.ts';

/** Asks a stage what a publish would do. */
export type Foresee = (body: unknown) => Promise<DryRunAnswer>;

/** What would come of rows: how many of them would go, and what is wrong with the others. */
export async function foreseeRows(rows: readonly ReadRow[], said: Said, foresee: Foresee): Promise<Worked> {
  const { calls, tooLarge } = inCalls(rows, { most: sentAtOnce, besideThem: said });
  const parts = await Promise.all(calls.flatMap(withoutRepetition).map((part) => foreseePart(part, said, foresee)));
  return addUp([...parts, { counts: {}, faults: tooLarge }]);
}

/** Rows in parts in which nobody is twice: each row is published by itself, and a call would refuse the second. */
function withoutRepetition(rows: readonly ReadRow[]): ReadRow[][] {
  const parts: { ids: Set<unknown>; rows: ReadRow[] }[] = [];
  for (const each of rows) {
    const { id } = each.row;
    const part = parts.find(({ ids }) => !ids.has(id)) ?? { ids: new Set(), rows: [] };
    if (part.rows.length === 0) parts.push(part);
    part.ids.add(id);
    part.rows.push(each);
  }
  return parts.map((part) => part.rows);
}

async function foreseePart(rows: readonly ReadRow[], said: Said, foresee: Foresee): Promise<Worked> {
  try {
    const answer = await foresee({ ...said, recipients: rows.map(({ row }) => withData(row)) });
    return { counts: { good: answer.data.length }, faults: toColumns(rows, answer.refused) };
  } catch (error) {
    const places = error instanceof ApiRefusal ? error.places : [];
    if (places.length === 0 || !places.every(({ pointer }) => pointer.startsWith('/recipients/'))) throw error;
    return { counts: {}, faults: toColumns(rows, places) };
  }
}

/** What is wrong with a recipient as a whole is about who it is. */
function toColumns(...told: Parameters<typeof toFaults>): Worked['faults'] {
  return toFaults(...told).map((fault) => ({ ...fault, field: fault.field || 'id' }));
}

/** A row with data of its own, also when it has none: what all lack is then told of each by its place. */
function withData(row: ReadRow['row']): unknown {
  const recipient = toRecipient(row);
  return typeof recipient === 'object' ? { data: {}, ...recipient } : { id: recipient, data: {} };
}
