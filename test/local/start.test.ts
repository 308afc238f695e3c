import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findLocalSystems } from '../../bin/operator/find-local-system.ts';
import { ownersFolder } from '../../lib/places.ts';
import { claimPorts } from '../../local/ports.ts';
import { markOf, readMark } from '../../local/processes.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { isFreeBeyondLoopback } from './listening.ts';

const command = fileURLToPath(new URL('../../local/start.ts', import.meta.url));
const dataFolder = scratchFolder();
const children: ChildProcess[] = [];
/** What the launcher hands over, beside where the system is. */
const { PATH, NODE_COMPILE_CACHE } = process.env;

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** The command as npm runs it; `printed` is all it has said, `done` its exit code once it has ended. */
function start(...args: string[]) {
  const env = { PATH, NODE_COMPILE_CACHE, BELLHOP_PORT: '0', BELLHOP_DATA: dataFolder };
  return startWith(env, args);
}

function startWith(env: Record<string, string | undefined>, args: string[] = []) {
  const child = spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  const done = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const ready = new Promise<string>((resolve, fail) => {
    child.stdout.on('data', () => {
      if (printed.includes('curl -s')) resolve(printed);
    });
    void done.then(() => fail(new Error(`it ended: ${printed}`)));
  });
  ready.catch(() => {}); // not every test waits for it
  return { child, done, ready, printed: () => printed };
}

function curlLine(printed: string): string {
  return /^ {2}curl .*$/m.exec(printed)?.[0] ?? '';
}

function urlIn(printed: string): string {
  return /http:\S+\d/.exec(printed)?.[0] ?? '';
}

async function askApi(printed: string, path: string): Promise<number> {
  const answer = await fetch(`${urlIn(printed)}${path}`, { headers: { authorization: 'Bearer bh_live_local' } });
  await answer.body?.cancel();
  return answer.status;
}

function paste(line: string): Promise<string> {
  return new Promise((resolve) => {
    const shell = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'ignore'] });
    let answer = '';
    shell.stdout.on('data', (chunk: Buffer) => {
      answer += chunk;
    });
    shell.once('close', () => resolve(answer));
  });
}

/** Every process of a running system: the command itself, its emulator, its functions. */
function processesOf(child: ChildProcess): number[] {
  const pid = child.pid ?? 0;
  const task = `/proc/${pid}/task/${pid}/children`;
  const emulator = readMark(join(dataFolder, 'dynamodb.pid'))?.pid ?? 0;
  const others = existsSync(task) ? readFileSync(task, 'utf8').trim().split(' ').map(Number) : [];
  return [pid, emulator, ...others];
}

test('starts, is used, is stopped, is killed, and starts again with what it had', async () => {
  const first = start();
  const firstPrinted = await first.ready;

  const published = JSON.parse(await paste(curlLine(firstPrinted)));
  const foundByCommandLine = await findLocalSystems(ownersFolder, undefined);
  const path = `/v1/notifications/${published.notifications[0].id}`;
  while ((await askApi(firstPrinted, path)) !== 200) await sleep(100); // it is on its way through the queues
  const second = start();
  const secondCode = await second.done;
  const running = processesOf(first.child);
  first.child.kill('SIGTERM');
  const firstCode = await first.done;

  expect(published.notifications).toMatchObject([{ user: 'ada' }]);
  expect(foundByCommandLine).toContainEqual(expect.objectContaining({ url: urlIn(firstPrinted), dataFolder }));
  expect(firstPrinted).toContain('bh_live_local');
  expect(firstPrinted).toContain('bh_test_local');
  expect(secondCode).toBe(1);
  expect(second.printed()).toMatch(/^Bellhop is already running on .* \(process \d+\); stop that one first\n$/);
  expect(firstCode).toBe(0);
  expect(running.length).toBeGreaterThan(2);
  expect(running.filter((pid) => markOf(pid))).toEqual([]);

  const third = start();
  await third.ready;
  const leftOver = processesOf(third.child);
  third.child.kill('SIGKILL');
  await third.done;
  const fourth = start();
  const found = await askApi(await fourth.ready, path);
  const stillThere = leftOver.filter((pid) => markOf(pid));
  fourth.child.kill('SIGINT');

  expect(found).toBe(200);
  expect(stillThere).toEqual([]);
  expect(await fourth.done).toBe(0);
}, 60_000);

describe('started with --fresh', () => {
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const { ready, child, done } = start('--fresh');
    stop = async () => {
      child.kill('SIGTERM');
      await done;
    };
    url = urlIn(await ready);
  });
  afterAll(() => stop());

  test('it begins without what was there', async () => {
    expect(await (await fetch(`${url}/local/outbox`)).json()).toEqual({ data: [] });
  });

  test('all four addresses are on loopback only', async () => {
    const { environment } = (await (await fetch(`${url}/local/stack`)).json()) as { environment: Record<string, string> };
    const addresses = [url, ...Object.values(environment).filter((value) => value.startsWith('http:'))];
    const ports = new Set(addresses.map((address) => Number(new URL(address).port)));

    expect(ports.size).toBe(4);
    for (const port of ports) expect(await isFreeBeyondLoopback(port)).toBe(true);
  });
});

describe('what stands in the way is one line', () => {
  test('a busy port', async () => {
    const { http: port } = await claimPorts(0);
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(port + 1, '127.0.0.1', () => resolve()));

    const { done, printed } = startWith({ PATH, NODE_COMPILE_CACHE, BELLHOP_PORT: String(port), BELLHOP_DATA: scratchFolder() });

    expect(await done).toBe(1);
    expect(printed()).toMatch(new RegExp(`^port ${port + 1} \\(tables\\) is in use .*BELLHOP_PORT=\\d+ npm start\\n$`));
    busy.close();
  });

  test.each([
    [{ BELLHOP_PORT: 'http' }, [], /^BELLHOP_PORT is "http"; .*4620\n$/],
    [{ PATH: '/nowhere' }, ['--docker'], /^"npm start -- --docker" needs Docker, and there is no command "docker": .*\n$/],
    [{}, ['--frsh'], /^Unknown option '--frsh'.* npm start -- --fresh --docker -c name=value\n$/],
  ])('%j %j', async (env, args, line) => {
    const { done, printed } = startWith({ PATH, NODE_COMPILE_CACHE, BELLHOP_DATA: scratchFolder(), ...env }, args);

    expect(await done).toBe(1);
    expect(printed()).toMatch(line);
  });
});
