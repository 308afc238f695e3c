import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiRefusal } from '../../../bin/operator/api/refusal.ts';
import { checkUsers, userColumns } from '../../../bin/operator/csv/import-users.ts';
import { progressBar } from '../../../bin/operator/csv/progress-bar.ts';
import { keyOf, recipientColumns, sendRows } from '../../../bin/operator/csv/send-rows.ts';
import { beginFile, type FileTask } from '../../../bin/operator/csv/work-off-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellhop-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

function aFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Works off a file, and answers what it printed on standard error and in sum. */
async function run(task: Partial<FileTask> & { path: string }) {
  const told: string[] = [];
  const { error } = console;
  console.error = (line: string) => told.push(line);
  try {
    const begun = await beginFile({ task: 'import', columns: userColumns, atOnce: 2, work: checkUsers, ...task });
    return { totals: await begun.run(), doneBefore: begun.doneBefore, told };
  } finally {
    console.error = error;
  }
}

test('a dry run tells each wrong row by the line on which it ends, and keeps no place', async () => {
  const path = aFile(
    'wrong.csv',
    '\ufeffid,email,name\r\nada,ada@example.com,"Ada\nLovelace"\r\n\r\n,x,\r\ngrace,no address,Grace\r\n',
  );

  const { totals, told } = await run({ path, atOnce: 10, isDryRun: true });

  expect(totals).toEqual({ good: 0, refused: 3 });
  expect(told.map((line) => line.split(':').slice(0, 2).join(':'))).toEqual([
    'line 3: name',
    'line 5: id',
    'line 5: email',
    'line 6: email',
  ]);
  expect(existsSync(`${path}.place`)).toBe(false);
});

test('a file that is no CSV is told by its line', async () => {
  const path = aFile('broken.csv', 'id,name\nada,Ada\ngrace\n');

  await expect(run({ path })).rejects.toThrow(/is not read as CSV: .*line 3/);
});

test('what was interrupted goes on behind what was done, unless the file or the task is another', async () => {
  const path = aFile('five.csv', 'id\na\nb\nc\nd\ne\n');
  const seen: unknown[] = [];
  const work: FileTask['work'] = async (rows) => {
    if (rows.some(({ row }) => row.id === 'c') && seen.length === 2) throw new Error('killed');
    seen.push(...rows.map(({ row }) => row.id));
    return { counts: { taken: rows.length }, faults: [] };
  };

  await expect(run({ path, work })).rejects.toThrow('killed');
  await expect(run({ path, work, task: 'send' })).rejects.toThrow('of another task, "import"; begin again with --restart');
  seen.push('resumed');
  expect(await run({ path, work })).toMatchObject({ doneBefore: 2, totals: { taken: 3 } });

  expect(seen).toEqual(['a', 'b', 'resumed', 'c', 'd', 'e']);
  expect(existsSync(`${path}.place`)).toBe(false);
});

test('a changed file is not gone on with', async () => {
  const path = aFile('changed.csv', 'id\na\nb\nc\n');
  const fail: FileTask['work'] = async (rows) => {
    if (rows[0]?.row.id === 'c') throw new Error('killed');
    return { counts: {}, faults: [] };
  };
  await expect(run({ path, work: fail })).rejects.toThrow('killed');
  writeFileSync(path, `${readFileSync(path, 'utf8')}d\n`);

  await expect(run({ path })).rejects.toThrow('of this file before it was changed');
  expect(await run({ path, restart: true })).toMatchObject({ doneBefore: 0, totals: { good: 4 } });
});

test('a place that is damaged is told in a sentence with the way out, and a restart passes it', async () => {
  const path = aFile('damaged.csv', 'id\na\n');
  writeFileSync(`${path}.place`, '{"task":"imp');

  await expect(run({ path })).rejects.toThrow(
    `${path}.place is not a place that this command has kept; remove it, or begin again with --restart`,
  );
  expect(await run({ path, restart: true })).toMatchObject({ totals: { good: 1 } });
});

test('each row is published by a key of its own, which is the same when it comes again', async () => {
  const path = aFile('send.csv', 'id,email,data.amount:number,key\nada,,7,\ngrace,grace@example.com,8,invoice-8\n');
  const said = { workflow: 'message', data: { title: 'Hello' } };
  const published: { body: unknown; key: string }[] = [];
  const publish = async (body: unknown, key: string) => {
    published.push({ body, key });
    return { id: 'req', status_url: '', notifications: [], refused: [] };
  };
  const send = () => run({ path, columns: recipientColumns, work: (rows) => sendRows(rows, said, publish) });

  expect([(await send()).totals, (await send()).totals]).toEqual([
    { sent: 2, refused: 0 },
    { sent: 2, refused: 0 },
  ]);

  expect(published.slice(0, 2).map(({ body }) => body)).toEqual([
    { ...said, recipients: [{ id: 'ada', data: { amount: 7 } }] },
    { ...said, recipients: [{ id: 'grace', email: 'grace@example.com', data: { amount: 8 } }] },
  ]);
  expect(new Set(published.map(({ key }) => key)).size).toBe(2);
  expect(keyOf({ id: 'grace', key: 'invoice-8', data: { amount: 9 } }, said)).toBe(published[1]?.key);
});

test('a row that the stage refuses is told with its line and field, and the others go', async () => {
  const path = aFile('refused.csv', 'id,data.amount\nada,1\nhopper,2\n');
  const publish = async (body: unknown) => {
    if (!JSON.stringify(body).includes('hopper')) return { id: 'req', status_url: '', notifications: [], refused: [] };
    const errors = [{ pointer: '/recipients/0', detail: 'no such user is known' }];
    throw new ApiRefusal({ status: 422, body: { detail: 'none could be accepted', errors } });
  };

  const { totals, told } = await run({
    path,
    columns: recipientColumns,
    work: (rows) => sendRows(rows, { workflow: 'message', data: {} }, publish),
  });

  expect(totals).toEqual({ sent: 1, refused: 1 });
  expect(told).toEqual(['line 3: no such user is known']);
});

test('a bar is drawn on a terminal, and nowhere else', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);

  progressBar(200, { isTTY: true, write }).show(50);
  progressBar(200, { isTTY: false, write }).show(100);

  expect(written).toEqual([`\r[${'#'.repeat(8)}${' '.repeat(22)}] 50 of 200 rows`]);
});
