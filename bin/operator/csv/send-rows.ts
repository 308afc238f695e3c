import { createHash } from 'node:crypto';
import type { PublishAnswer } from '../../../contract/publishing/publish.ts';
import { ApiRefusal } from '../api/refusal.ts';
import { exitCodes } from '../exit-codes.ts';
import { userColumns } from './import-users.ts';
import { inCalls } from './in-calls.ts';
import { addUp, inParts, type Worked } from './work-off.ts';
import type { ReadRow } from './work-off-file.ts';

/** What columns a file of recipients may have. `key` is what makes a row the same when it comes again. */
export const recipientColumns = { ...userColumns, fields: [...userColumns.fields, 'key'], within: ['attributes', 'data'] };

/** How many rows go at once, and how many of them in the same moment. */
export const sentAtOnce = 100;
const callsAtOnce = 10;

/** What all recipients of a file are told. */
export type Said = { workflow: string; data: Record<string, unknown> };

/** Publishes a row: the body, and the key by which the stage knows it when it comes again. */
export type PublishRow = (body: unknown, idempotencyKey: string) => Promise<PublishAnswer>;

/** Publishes each row by itself, so that a row that is repeated sends nothing twice. */
export async function sendRows(rows: readonly ReadRow[], said: Said, publish: PublishRow): Promise<Worked> {
  const { calls, tooLarge } = inCalls(rows, { most: 1, besideThem: said });
  const parts: Worked[] = [{ counts: {}, faults: tooLarge }];
  for (const some of inParts(calls.flat(), callsAtOnce)) {
    const equal = Map.groupBy(some, ({ row }) => keyOf(row, said)).values(); // the stage knows them by one key, which answers one call at a time
    parts.push(...(await Promise.all([...equal].map((rows) => sendInTurn(rows, said, publish)))));
  }
  return addUp(parts);
}

async function sendInTurn(rows: readonly ReadRow[], said: Said, publish: PublishRow): Promise<Worked> {
  const parts: Worked[] = [];
  for (const row of rows) parts.push(await sendRow(row, said, publish));
  return addUp(parts);
}

async function sendRow({ line, row }: ReadRow, said: Said, publish: PublishRow): Promise<Worked> {
  try {
    await publish({ ...said, recipients: [toRecipient(row)] }, keyOf(row, said));
    return { counts: { sent: 1 }, faults: [] };
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.code !== exitCodes.usage) throw error;
    const places = error.places.map(({ pointer, detail }) => ({ line, field: fieldOf(pointer), detail }));
    return { counts: {}, faults: places.length > 0 ? places : [{ line, field: '', detail: error.message }] };
  }
}

/** A row as a recipient: by the id alone, or with what else it says of its user, and with data of its own. */
export function toRecipient({ key: _, ...recipient }: Record<string, unknown>): unknown {
  return Object.keys(recipient).join() === 'id' ? recipient.id : recipient;
}

/** The same for a row that comes again, in this file or in another: by its `key`, else by all that it says. */
export function keyOf(row: Record<string, unknown>, said: Said): string {
  const same = row.key === undefined ? [said, row] : [said.workflow, row.key];
  return `csv-${createHash('sha256').update(JSON.stringify(same)).digest('hex')}`;
}

/** The column that a place of a publish is about: what is wrong with the recipient as a whole is about who it is. */
function fieldOf(pointer: string): string {
  if (pointer === '/recipients/0') return 'id';
  return pointer
    .replace(/^\/recipients\/0\//, '')
    .replace(/^\//, '')
    .replaceAll('/', '.');
}
