import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importedAtOnce } from '../../../bin/operator/csv/import-users.ts';
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

/** A stage that takes users in bulk, and is told of each call before it answers. */
async function aStage(beforeAnswer: (calls: number) => void) {
  const here = world();
  let calls = 0;
  let taken = 0;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const { users } = JSON.parse(Buffer.concat(chunks).toString());
      const answer = await putUsers(users, here);
      calls += 1;
      taken += users.length;
      beforeAnswer(calls);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { here, url, taken: () => taken };
}

type Ended = { code: number | null; signal: string | null; stdout: string };

function startImport(url: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'import-process.ts'), url, file], {
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
  let running: ReturnType<typeof startImport> | undefined;
  const { here, url, taken } = await aStage((calls) => {
    if (calls === half + 1) running?.child.kill('SIGKILL');
  });

  running = startImport(url);
  const first = await running.ended;
  const before = taken();
  running = startImport(url);
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
