import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApiRefusal } from '../../../bin/operator/api/refusal.ts';
import { foreseeRows } from '../../../bin/operator/csv/foresee-rows.ts';
import { checkUsers, userColumns } from '../../../bin/operator/csv/import-users.ts';
import { progressBar } from '../../../bin/operator/csv/progress-bar.ts';
import { keyOf, recipientColumns, sendRows } from '../../../bin/operator/csv/send-rows.ts';
import { takeFile } from '../../../bin/operator/csv/take-file.ts';
import { beginFile, type FileTask } from '../../../bin/operator/csv/work-off-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellhop-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

function aFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Works off a file, and answers what it printed on standard error and in sum. */
async function run(task: Partial<FileTask> & { path: string }, told: string[] = []) {
  const { error } = console;
  console.error = (line: string) => told.push(line);
  try {
    const begun = await beginFile({ task: 'import', columns: userColumns, atOnce: 2, work: checkUsers, ...task });
    return { totals: await begun.run(), doneBefore: begun.doneBefore, told };
  } finally {
    console.error = error;
  }
}

/** Why a file is not begun, and what was printed before. */
async function refused(task: Partial<FileTask> & { path: string }) {
  const told: string[] = [];
  const refusal = await run(task, told).catch((error: Error) => error.message);
  return { refusal, told };
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
  const path = aFile('broken.csv', 'id,name\nada,Ada\ngrace,"Gr"ace\n');

  await expect(run({ path })).rejects.toThrow(/is not read as CSV: .*line 3/);
});

const unreadable = 'id,name,attributes.seats:number\nada,Ada\ngrace,Grace,7\nlin,Lin,seven\nmay,May,1,2\n';

test('rows that cannot be read stop a run before it begins, each told by its line', async () => {
  const path = aFile('unreadable.csv', unreadable);
  const worked: unknown[] = [];
  const work: FileTask['work'] = async (rows) => {
    worked.push(...rows);
    return { counts: {}, faults: [] };
  };

  const { refusal, told } = await refused({ path, work });

  expect(refusal).toBe('3 rows cannot be read, so nothing was begun: mend them, or leave them out with --skip-invalid');
  expect(told).toEqual([
    'line 2: has 2 cells, and there are 3 columns',
    'line 4: attributes.seats: must be a number, like 12.5',
    'line 5: has 4 cells, and there are 3 columns',
  ]);
  expect([worked, existsSync(`${path}.place`)]).toEqual([[], false]);
});

test('a dry run tells rows that cannot be read beside those that are wrong; a run may leave them out', async () => {
  const path = aFile('skipped.csv', unreadable);

  expect((await run({ path, isDryRun: true })).totals).toEqual({ good: 1, refused: 3 });
  const skipped = await run({ path, skipInvalid: true });

  expect(skipped.totals).toEqual({ good: 1, refused: 3 });
  expect(skipped.told).toHaveLength(3);
});

test('a file in another encoding is refused by the line of its first wrong byte', async () => {
  const path = aFile('latin1.csv', '');
  const long = Array.from({ length: 20_000 }, (_, n) => `user-${n},Zoé`).join('\n'); // signs of two bytes lie across the parts in which it is read
  writeFileSync(path, Buffer.concat([Buffer.from(`id,name\n${long}\n`), Buffer.from('zoe,Zo\u00e9\n', 'latin1')]));

  await expect(run({ path })).rejects.toThrow(`${path} is not UTF-8: line 20002 has a byte that is none of it.`);
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

test('whoever is named more than once is taken as in the first row, wherever the others stand, and also in what is gone on with', async () => {
  const path = aFile('again.csv', 'id,name\nada,Ada\nlin,Lin\nmay,May\nada,Other\nlin,Other\n');
  const seen: unknown[] = [];
  const work: FileTask['work'] = async (rows) => {
    if (seen.length === 2) throw new Error('killed');
    seen.push(...rows.map(({ row }) => row.name));
    return { counts: { taken: rows.length }, faults: [] };
  };

  await expect(run({ path, work, onceEach: true })).rejects.toThrow('killed');
  seen.length = 0;
  const { doneBefore, totals, told } = await run({ path, work, onceEach: true });

  expect([doneBefore, totals, seen]).toEqual([2, { taken: 1, refused: 2 }, ['May']]);
  expect(told).toEqual([5, 6].map((line) => `line ${line}: id: this user is named more than once; the first row counts`));
});

test('a file is worked off by one process at a time, and by the next when that was killed', async () => {
  const path = aFile('taken.csv', 'id\n');
  const program = join(import.meta.dirname, 'take-file-process.ts');
  const other = () => promisify(execFile)(process.execPath, [program, path], { env: { ...process.env, NODE_OPTIONS: '' } });

  const ended = other();
  expect((await ended).stdout).toBe('taken\n');
  expect(existsSync(`${path}.place.pid`)).toBe(false);
  writeFileSync(`${path}.place.pid`, String(ended.child.pid)); // as one leaves it that is killed
  takeFile(path);

  await expect(other()).rejects.toThrow(`is being worked off by process ${process.pid}`);
  mkdirSync(`${aFile('beside.csv', '')}.place.pid`);
  expect(() => takeFile(join(folder, 'beside.csv'))).toThrow(/is kept beside it, and that cannot be: .*EISDIR/);
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

type Sent = { id: string; idempotency_key: string; data: Record<string, unknown> };

/** A stage that knows recipients by their keys, and calls a row wrong in which `isWrong` finds something. */
function aStage(isWrong: (recipient: Sent) => boolean = () => false) {
  const known = new Set<string>();
  const calls: Sent[][] = [];
  const publish = async (body: unknown) => {
    const { recipients } = body as { recipients: Sent[] };
    const errors = recipients.flatMap((each, n) =>
      isWrong(each) ? [{ pointer: `/recipients/${n}/data/amount`, detail: 'is too much' }] : [],
    );
    if (errors.length > 0) throw new ApiRefusal({ status: 422, body: { detail: 'cannot say when it goes', errors } });
    calls.push(recipients);
    const notifications = recipients.map(({ id: user, idempotency_key: key }) => {
      const repeated = known.has(key) && ({ repeated: true } as const);
      known.add(key);
      return { id: 'ntf', user, ...repeated };
    });
    return { id: 'req', status_url: '', notifications, refused: [] };
  };
  return { publish, calls };
}

test('rows go in one call, each by a key of its own, which is the same when it comes again', async () => {
  const path = aFile('send.csv', 'id,email,data.amount:number,key\nada,,7,\ngrace,grace@example.com,8,invoice-8\n');
  const said = { workflow: 'message', data: { title: 'Hello' } };
  const { publish, calls } = aStage();
  const send = () => run({ path, columns: recipientColumns, work: (rows) => sendRows(rows, said, publish) });

  expect([(await send()).totals, (await send()).totals]).toEqual([
    { sent: 2, refused: 0 },
    { sent: 0, 'already sent': 2, refused: 0 },
  ]);

  expect(calls).toEqual([calls[0], calls[0]]);
  expect(calls[0]).toEqual([
    { id: 'ada', data: { amount: 7 }, idempotency_key: expect.any(String) },
    { id: 'grace', email: 'grace@example.com', data: { amount: 8 }, idempotency_key: expect.any(String) },
  ]);
  expect(new Set(calls[0]?.map((sent) => sent.idempotency_key)).size).toBe(2);
  expect(keyOf({ id: 'grace', key: 'invoice-8', data: { amount: 9 } }, said)).toBe(calls[0]?.[1]?.idempotency_key);
  expect(keyOf({ data: { amount: 7 }, id: 'ada' }, said)).toBe(calls[0]?.[0]?.idempotency_key); // saved with its columns in another order
});

test('rows of one user go in calls of their own, and equal ones one after the other', async () => {
  const path = aFile('twins.csv', 'id,data.amount\nada,1\nada,1\nlin,1\nada,2\nada,1\n');
  const { publish, calls } = aStage();

  const { totals } = await run({
    path,
    atOnce: 5,
    columns: recipientColumns,
    work: (rows) => sendRows(rows, { workflow: 'message', data: {} }, publish),
  });

  expect(totals).toEqual({ sent: 3, 'already sent': 2, refused: 0 });
  expect(calls.map((call) => call.map(({ id }) => id))).toEqual([['ada', 'lin'], ['ada'], ['ada'], ['ada']]);
});

test('a row for which the stage refuses a call is told with its line and field, and the others go', async () => {
  const path = aFile('refused.csv', 'id,data.amount\nada,1\nhopper,2\nlin,3\n');
  const { publish, calls } = aStage(({ data }) => data.amount === '2');

  const { totals, told } = await run({
    path,
    atOnce: 3,
    columns: recipientColumns,
    work: (rows) => sendRows(rows, { workflow: 'message', data: {} }, publish),
  });

  expect(totals).toEqual({ sent: 2, refused: 1 });
  expect(told).toEqual(['line 3: data.amount: is too much']);
  expect(calls.map((call) => call.map(({ id }) => id))).toEqual([['ada', 'lin']]);
});

test('rows that the stage refuses beside others are told by what is wrong with them; their key is in a column', async () => {
  const path = aFile('beside.csv', 'id,key\nada,a\nhopper,b\nlin,c\n');
  const code = 'recipient_invalid' as const;
  const publish = async () => ({
    id: 'req',
    status_url: '',
    notifications: [{ id: 'ntf', user: 'ada' }],
    refused: [
      { pointer: '/recipients/1', code, detail: 'no such user is known' },
      { pointer: '/recipients/2/idempotency_key', code, detail: 'came with something else before' },
    ],
  });

  const { totals, told } = await run({
    path,
    atOnce: 3,
    columns: recipientColumns,
    work: (rows) => sendRows(rows, { workflow: 'message', data: {} }, publish),
  });

  expect(totals).toEqual({ sent: 1, refused: 2 });
  expect(told).toEqual(['line 3: id: no such user is known', 'line 4: key: came with something else before']);
});

test('what is refused for all stops a file, as no row would go', async () => {
  const path = aFile('unknown.csv', 'id\nada\n');
  const errors = [{ pointer: '/workflow', detail: 'is not known' }];
  const publish = () => Promise.reject(new ApiRefusal({ status: 422, body: { detail: 'no such workflow', errors } }));
  const work: FileTask['work'] = (rows) => sendRows(rows, { workflow: 'mesage', data: {} }, publish);

  await expect(run({ path, columns: recipientColumns, work })).rejects.toThrow('no such workflow');
});

test('a dry run of recipients tells the line of each that lacks a field, and takes who is there twice', async () => {
  const path = aFile('foresee.csv', 'id,data.title\nada,Hello\ngrace,\nada,Again\nlin,\n');
  const asked: { id: string; data: object }[][] = [];
  const foresee = async (body: unknown) => {
    const { recipients } = body as { recipients: { id: string; data: { title?: string } }[] };
    asked.push(recipients);
    const places = recipients.flatMap(({ data }, index) =>
      data.title === undefined ? [{ pointer: `/recipients/${index}/data/title`, detail: 'must be given' }] : [],
    );
    if (places.length === recipients.length) throw new ApiRefusal({ status: 422, body: { detail: '', errors: places } });
    const refused = places.map((place) => ({ ...place, code: 'recipient_invalid' as const }));
    return { data: recipients.slice(places.length) as never, refused };
  };

  const { totals, told } = await run({
    path,
    atOnce: 100,
    isDryRun: true,
    columns: recipientColumns,
    work: (rows) => foreseeRows(rows, { workflow: 'message', data: {} }, foresee),
  });

  expect(told).toEqual(['line 3: data.title: must be given', 'line 5: data.title: must be given']);
  expect(totals).toEqual({ good: 2, refused: 2 });
  expect(asked.map((part) => part.map(({ id }) => id))).toEqual([['ada', 'grace', 'lin'], ['ada']]);
});

test('a bar is drawn on a terminal, and nowhere else', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);

  progressBar(200, { isTTY: true, write }).show(50);
  progressBar(200, { isTTY: false, write }).show(100);

  expect(written).toEqual([`\r[${'#'.repeat(8)}${' '.repeat(22)}] 50 of 200 rows`]);
});
