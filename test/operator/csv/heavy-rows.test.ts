import { checkUsers, importUsers } from '../../../bin/operator/csv/import-users.ts';
import { inCalls } from '../../../bin/operator/csv/in-calls.ts';
import { sendRows } from '../../../bin/operator/csv/send-rows.ts';
import type { ReadRow } from '../../../bin/operator/csv/work-off-file.ts';
import { maxPublishBytes } from '../../../contract/publishing/max-publish-bytes.ts';

/** Rows of so many bytes each, and a little more; a sign of three bytes, as length and bytes are not the same. */
const rowsOf = (count: number, bytes: number): ReadRow[] =>
  Array.from({ length: count }, (_, n) => ({ line: n + 2, row: { id: `user-${n}`, attributes: { a: '€'.repeat(bytes / 3) } } }));

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

test('a hundred rows that are too heavy for a call go in several, in their order', async () => {
  const rows = rowsOf(250, 3900);
  const calls: (readonly unknown[])[] = [];

  const { counts, faults } = await importUsers(rows, async (users) => {
    calls.push(users);
    return { users: users.map((user) => ({ id: (user as { id: string }).id, outcome: 'created' as const })), refused: [] };
  });

  expect([counts, faults]).toEqual([{ created: 250 }, []]);
  expect(calls.flat()).toEqual(rows.map(({ row }) => row));
  expect(Math.max(...calls.map((users) => bytesOf({ users })))).toBeLessThanOrEqual(maxPublishBytes);
});

test('light rows go a hundred a call', () => {
  expect(inCalls(rowsOf(250, 3), { most: 100 }).calls.map((call) => call.length)).toEqual([100, 100, 50]);
});

test('a row that no call can hold is refused by its line, as a dry run says', async () => {
  const [one, large, other] = [...rowsOf(1, 3), ...rowsOf(1, maxPublishBytes), ...rowsOf(1, 6)] as [ReadRow, ReadRow, ReadRow];
  const rows = [one, { ...large, line: 3 }, { line: 4, row: { ...other.row, id: 'last' } }];
  const sent: unknown[] = [];

  const done = await importUsers(rows, async (users) => {
    sent.push(...users);
    return { users: [], refused: [] };
  });
  const dryRun = await checkUsers(rows);

  expect(sent).toEqual([one.row, rows[2]?.row]);
  expect(done.faults).toEqual([
    { line: 3, field: '', detail: expect.stringMatching(/^has \d+ bytes as JSON; a row may have \d+$/) },
  ]);
  expect(dryRun).toEqual({ counts: { good: 2 }, faults: done.faults });
});

test('a row to publish that is too large with what all are told is refused by its line, and the others go', async () => {
  const rows = [...rowsOf(1, 3), ...rowsOf(1, 90_000).map(({ row }) => ({ line: 3, row }))];
  const bodies: unknown[] = [];
  const said = { workflow: 'message', data: { body: 'x'.repeat(200_000) } };

  const { counts, faults } = await sendRows(rows, said, async (body) => {
    bodies.push(body);
    return { id: 'req', status_url: '', notifications: [{ id: 'ntf', user: 'user-0' }], refused: [] };
  });

  expect([counts, faults.map(({ line }) => line), bodies.length]).toEqual([{ sent: 1 }, [3], 1]);
});
