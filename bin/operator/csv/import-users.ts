import { addressFields, listedAddresses } from '../../../contract/channels/channels.ts';
import { type BulkAnswer, maxBulkUsers } from '../../../contract/users/bulk.ts';
import { sort } from '../../../core/users/put-users.ts';
import type { KnownColumns } from './columns.ts';
import { inCalls } from './in-calls.ts';
import { addUp, type Worked } from './work-off.ts';
import type { ReadRow } from './work-off-file.ts';

/** What columns a file of users may have. */
export const userColumns = {
  fields: ['id', ...Object.keys(addressFields('given')), 'name', 'avatar', 'locale', 'timezone'],
  within: ['attributes'],
  lists: {
    names: listedAddresses().map(({ several }) => several),
    fields: { address: 'text', primary: 'boolean', verified: 'boolean', label: 'text' },
  },
} as const satisfies KnownColumns;

/** How many rows go at once, in calls beside one another. */
export const importedAtOnce = 4 * maxBulkUsers;

/** Hands users over to a stage, a hundred a call, or fewer where they are large; what was taken before is taken again, and changes nothing. */
export async function importUsers(
  rows: readonly ReadRow[],
  put: (users: readonly unknown[]) => Promise<BulkAnswer>,
): Promise<Worked> {
  const { calls, tooLarge } = inCalls(rows, { most: maxBulkUsers });
  const parts = await Promise.all(calls.map((part) => importPart(part, put)));
  return addUp([...parts, { counts: {}, faults: tooLarge }]);
}

async function importPart(part: readonly ReadRow[], put: (users: readonly unknown[]) => Promise<BulkAnswer>): Promise<Worked> {
  const { users, refused } = await put(part.map(({ row }) => row));
  const outcomes = Object.entries(Object.groupBy(users, ({ outcome }) => outcome));
  return {
    counts: Object.fromEntries(outcomes.map(([outcome, these = []]) => [outcome, these.length])),
    faults: toFaults(part, refused),
  };
}

/** Checks users as a stage would that knows nobody. */
export async function checkUsers(rows: readonly ReadRow[]): Promise<Worked> {
  const { calls, tooLarge } = inCalls(rows, { most: maxBulkUsers });
  const parts = calls.map((part): Worked => {
    const { users, refused } = sort(part.map(({ row }) => row));
    return { counts: { good: users.length }, faults: toFaults(part, refused) };
  });
  return addUp([{ counts: { good: 0 }, faults: tooLarge }, ...parts]);
}

/** Says of each place that is wrong the line and the field: `/users/3/attributes/plan` is `attributes.plan` of the fourth row. */
export function toFaults(rows: readonly ReadRow[], refused: readonly { pointer: string; detail: string }[]): Worked['faults'] {
  return refused.map(({ pointer, detail }) => {
    const [, , index, ...field] = pointer.split('/');
    return { line: rows[Number(index)]?.line ?? 0, field: field.join('.'), detail };
  });
}
