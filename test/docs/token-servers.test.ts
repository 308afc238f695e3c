import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../journeys/local-system.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { textsOf } from './blocks.ts';

const [nodeServer = ''] = textsOf('docs/bell.md', 'js');
const [pythonServer = ''] = textsOf('docs/bell.md', 'python');
const frameworks = Object.fromEntries(
  textsOf('docs/bell-servers.md', 'js').map((text) => [/^\/\/ (\S+)/.exec(text)?.[1] ?? '', text]),
);

/** Serves a handler of the web's own kind (`Request` to `Response`), as its framework would. */
const serve = (load: string) => `
  import { createServer } from 'node:http';
  ${load}
  createServer(async (request, response) => {
    const answer = await handle(new Request('http://127.0.0.1' + request.url, { method: request.method }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }).listen(Number(process.env.PORT), '127.0.0.1');`;
const forNext = `
  import { POST } from './app/bellhop-token/route.js';
  const handle = ({ method, url }) =>
    method === 'POST' && url.endsWith('/bellhop-token') ? POST() : new Response(null, { status: 404 });`;
const forHono = "import { app } from './hono-app.js'; const handle = (request) => app.fetch(request);";

const forExpress = "import { app } from './express-app.js'; app.listen(Number(process.env.PORT), '127.0.0.1');";

const servers: [string, string, string, string][] = [
  ['Node', process.execPath, 'server.mjs', nodeServer],
  ['Next.js', process.execPath, 'serve.mjs', serve(forNext)],
  ['Hono', process.execPath, 'serve.mjs', serve(forHono)],
  ['Express', process.execPath, 'serve.mjs', forExpress],
];
if (hasPython()) servers.push(['Python', 'python3', 'server.py', pythonServer]);

/** Where Bellhop is, as far as a server of tokens can tell; `answer` is how it answers. */
let bellhop: Server;
let answer: { status: number; body: string };
const children: ChildProcess[] = [];

beforeAll(async () => {
  bellhop = createServer((request, response) => {
    const isOurs =
      request.method === 'POST' && request.url === '/v1/users/ada/tokens' && request.headers.authorization === 'Bearer a key';
    response.writeHead(isOurs ? answer.status : 404, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((done) => bellhop.listen(0, '127.0.0.1', done));
});

afterAll(() => {
  bellhop.close();
  for (const child of children) child.kill();
});

/** Runs a server as the page prints it; answers where it is, and its process. */
async function start(program: string, name: string, source: string) {
  const folder = scratchFolder();
  const file = join(folder, name);
  const port = await freePort();
  for (const [path, text] of Object.entries({ ...frameworks, [name]: source, 'package.json': '{ "type": "module" }' })) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  const env = { PATH: process.env.PATH, PORT: `${port}`, BELLHOP_KEY: 'a key', BELLHOP_URL: addressOf(bellhop) };
  const child = spawn(program, [file], { env, stdio: 'ignore' });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  await eventually('the server answers', () => fetch(`${url}/other`, { method: 'POST' }).catch(() => undefined));
  return { child, mint: () => fetch(`${url}/bellhop-token`, { method: 'POST' }), get: () => fetch(`${url}/bellhop-token`) };
}

describe.each(servers)('the server of the pages in %s', (_, program, name, source) => {
  test('hands out a token, and lives on when Bellhop refuses or answers nonsense', async () => {
    const { child, mint, get } = await start(program, name, source);
    const outcomes: unknown[] = [];

    for (const next of [
      { status: 201, body: '{"token":"a token"}' },
      { status: 503, body: '{"code":"unavailable"}' },
      { status: 201, body: 'no JSON' },
      { status: 201, body: '{"token":"another"}' },
    ]) {
      answer = next;
      const response = await mint();
      outcomes.push([response.status, response.ok ? await response.text() : undefined]);
    }

    expect(outcomes).toEqual([
      [200, 'a token'],
      [503, undefined],
      [503, undefined],
      [200, 'another'],
    ]);
    expect((await get()).ok).toBe(false);
    expect(child.exitCode).toBeNull();
  });
});

function hasPython(): boolean {
  try {
    return execFileSync('python3', ['--version']).length > 0;
  } catch {
    process.stderr.write('the Python server of docs/bell.md: skipped, as there is no python3\n');
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
