import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importedAtOnce } from '../../../bin/operator/csv/import-users.ts';
import { sentAtOnce, sentInACall } from '../../../bin/operator/csv/send-rows.ts';
import { maxBulkUsers } from '../../../contract/users/bulk.ts';
import { putUsers } from '../../../core/users/put-users.ts';
import { world } from '../../world.ts';

const size = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'bellhop-csv-'));
const file = join(folder, 'users.csv');
let server: Server | undefined;

afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true });
});

/** Answers each call with what is made of its body. */
async function serve(answerTo: (body: never) => Promise<object>): Promise<string> {
  server?.close();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as never;
      const answer = await answerTo(body);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A stage that takes users in bulk, and is told of each call before it answers. */
async function aStage(beforeAnswer: (calls: number) => void) {
  const here = world();
  let calls = 0;
  let taken = 0;
  const url = await serve(async ({ users }: { users: unknown[] }) => {
    const answer = await putUsers(users, here);
    calls += 1;
    taken += users.length;
    beforeAnswer(calls);
    return answer;
  });
  return { here, url, taken: () => taken };
}

type Ended = { code: number | null; signal: string | null; stdout: string };

function startProcess(name: string, url: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, name), url, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const ended = new Promise<Ended>((done) => child.on('close', (code, signal) => done({ code, signal, stdout })));
  return { child, ended };
}

test('a file of 10,000 users that is killed half-way goes on where it was: nobody is left out, and nobody is there twice', async () => {
  const rows = Array.from({ length: size }, (_, n) => `user-${n},user-${n}@example.com,"User\n${n}",${n % 9}`);
  writeFileSync(file, `id,email,name,attributes.seats:number\n${rows.join('\n').replaceAll('"User\n', '"User ')}\n`);
  const half = size / maxBulkUsers / 2;
  let running: ReturnType<typeof startProcess> | undefined;
  const { here, url, taken } = await aStage((calls) => {
    if (calls === half + 1) running?.child.kill('SIGKILL');
  });

  running = startProcess('import-process.ts', url);
  const first = await running.ended;
  const before = taken();
  running = startProcess('import-process.ts', url);
  const second = await running.ended;

  expect([first.signal, existsSync(`${file}.place`)]).toEqual(['SIGKILL', false]);
  expect(before).toBeLessThan(size);
  const { doneBefore, created, unchanged = 0 } = JSON.parse(second.stdout);
  expect(doneBefore).toBeGreaterThan(0);
  expect(created + unchanged).toBe(size - doneBefore);
  expect(taken() - size).toBeLessThanOrEqual(importedAtOnce); // what was under way when it was killed, once more
  const users = await here.users.getMany(Array.from({ length: size }, (_, n) => `user-${n}`));
  expect(users.size).toBe(size);
  expect(new Set([...users.values()].map(({ version }) => version))).toEqual(new Set([1]));
  expect(users.get('user-7')).toMatchObject({ name: 'User 7', attributes: { seats: 7 } });
}, 120_000);

test('a send that is killed half-way goes on where it was: what was under way comes again by the keys that it had, and nothing else twice', async () => {
  const count = 5 * sentAtOnce;
  writeFileSync(file, `id\n${Array.from({ length: count }, (_, n) => `user-${n}`).join('\n')}\n`);
  const published = new Map<string, string[]>();
  let running: ReturnType<typeof startProcess> | undefined;
  let calls = 0;
  const url = await serve(async ({ recipients }: { recipients: { id: string; idempotency_key: string }[] }) => {
    for (const { id, idempotency_key } of recipients) published.set(id, [...(published.get(id) ?? []), idempotency_key]);
    calls += 1;
    if (calls === count / sentInACall / 2 + 1) running?.child.kill('SIGKILL');
    const notifications = recipients.map(({ id: user }) => ({ id: 'ntf_01KAPJ4E3V5B2F8H1K4M7P9S3D', user }));
    return { id: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D', status_url: '', notifications, refused: [] };
  });

  running = startProcess('send-process.ts', url);
  const first = await running.ended;
  const second = await startProcess('send-process.ts', url).ended;

  const { doneBefore, sent } = JSON.parse(second.stdout);
  expect([first.signal, doneBefore + sent, existsSync(`${file}.place`)]).toEqual(['SIGKILL', count, false]);
  expect(doneBefore).toBeGreaterThan(0);
  expect(published.size).toBe(count);
  const keys = [...published.values()];
  expect(keys.flat().length - count).toBeLessThanOrEqual(sentAtOnce);
  expect(keys.filter((all) => new Set(all).size !== 1)).toEqual([]);
  expect(new Set(keys.flat()).size).toBe(count);
}, 60_000);
