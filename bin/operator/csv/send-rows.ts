import { createHash } from 'node:crypto';
import type { PublishAnswer } from '../../../contract/publishing/publish.ts';
import { canonicalJson } from '../../../core/http/rules/canonical-json.ts';
import { ApiRefusal } from '../api/refusal.ts';
import { exitCodes } from '../exit-codes.ts';
import { toFaults, userColumns } from './import-users.ts';
import { inCalls } from './in-calls.ts';
import { addUp, type RowFault, type Worked } from './work-off.ts';
import type { ReadRow } from './work-off-file.ts';

/** What columns a file of recipients may have. `key` is what makes a row the same when it comes again. */
export const recipientColumns = { ...userColumns, fields: [...userColumns.fields, 'key'], within: ['attributes', 'data'] };

/** How many rows go in a call, and how many at once. */
export const sentInACall = 100;
export const sentAtOnce = 4 * sentInACall;

/** What all recipients of a file are told. */
export type Said = { workflow: string; data: Record<string, unknown> };

/** Publishes rows, each with a key of its own, by which the stage knows it when it comes again. */
export type PublishRows = (body: unknown) => Promise<PublishAnswer>;

/** Publishes rows, a hundred a call; a row that comes again is known by its own key, whatever others are with it then. */
export async function sendRows(rows: readonly ReadRow[], said: Said, publish: PublishRows): Promise<Worked> {
  const { calls, tooLarge } = inCalls(rows, { most: sentInACall, besideThem: said, moreBytes: keyBytes });
  const parts = await Promise.all(calls.map((call) => sendInTurn(withoutRepetition(call), said, publish)));
  return addUp([...parts, { counts: {}, faults: tooLarge }]);
}

/** What the key adds to a row as JSON: its name, quotes, and a hash. */
const keyBytes = '"idempotency_key":"csv-",'.length + 64;

async function sendInTurn(parts: readonly ReadRow[][], said: Said, publish: PublishRows): Promise<Worked> {
  const worked: Worked[] = [];
  for (const part of parts) worked.push(await sendPart(part, said, publish));
  return addUp(worked);
}

async function sendPart(rows: readonly ReadRow[], said: Said, publish: PublishRows): Promise<Worked> {
  const recipients = rows.map(({ row }) => ({ ...withData(row), idempotency_key: keyOf(row, said) }));
  try {
    const { notifications, refused } = await publish({ ...said, recipients });
    const again = notifications.filter(({ repeated }) => repeated).length;
    const counts = { sent: notifications.length - again, ...(again > 0 && { 'already sent': again }) };
    return { counts, faults: toColumns(rows, refused) };
  } catch (error) {
    return withoutRefused(rows, error, (others) => sendPart(others, said, publish));
  }
}

/**
 * Tells what is wrong with rows whose call was refused for them, and lets the others go, of which none has gone yet.
 * @throws what the call was refused for otherwise: with what all are told no row goes.
 */
export async function withoutRefused(
  rows: readonly ReadRow[],
  error: unknown,
  goOn: (others: readonly ReadRow[]) => Promise<Worked>,
): Promise<Worked> {
  const places = error instanceof ApiRefusal && error.code === exitCodes.usage ? error.places : [];
  if (places.length === 0 || !places.every(({ pointer }) => pointer.startsWith('/recipients/'))) throw error;
  const faults = toColumns(rows, places);
  const lines = new Set(faults.map(({ line }) => line));
  const others = rows.filter(({ line }) => !lines.has(line));
  return addUp([{ counts: {}, faults }, ...(others.length > 0 ? [await goOn(others)] : [])]);
}

/** A row with data of its own, also when it has none: what all lack is then told of each by its place. */
export function withData({ key: _, ...recipient }: ReadRow['row']): Record<string, unknown> {
  return { data: {}, ...recipient };
}

/** What is wrong with a recipient as a whole is about who it is; and the key of a row is in its column `key`. */
export function toColumns(rows: readonly ReadRow[], refused: readonly { pointer: string; detail: string }[]): RowFault[] {
  const columns: Record<string, string> = { '': 'id', idempotency_key: 'key' };
  return toFaults(rows, refused).map((fault) => ({ ...fault, field: columns[fault.field] ?? fault.field }));
}

/** Rows in parts in which nobody is twice: a call would refuse the second. */
export function withoutRepetition(rows: readonly ReadRow[]): ReadRow[][] {
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

/** The same for a row that comes again, in this file or in another: by its `key`, else by all that it says, in whatever order. */
export function keyOf(row: Record<string, unknown>, said: Said): string {
  const same = row.key === undefined ? [said, row] : [said.workflow, row.key];
  return `csv-${createHash('sha256').update(canonicalJson(same)).digest('hex')}`;
}
