import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The running system as a process of its own, on one data folder, to be killed and started again. */
export type ChildSystem = Awaited<ReturnType<typeof startChildSystem>>;

/** An answer of an address of the system; `undefined` when nobody answered. */
// biome-ignore lint/suspicious/noExplicitAny: answers are read as a stranger's program would, by name
export type Reply = { status: number; body: any } | undefined;

const startSeconds = 120;

/** Starts a system as `npm start` does; `kill` ends it with SIGKILL and starts it anew on the same data. */
export async function startChildSystem() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bellhop-kills-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child = await start(port, dataFolder);

  const ask = async (
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers?: object } = {},
  ): Promise<Reply> => {
    try {
      const answer = await fetch(url + path, {
        method,
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    } catch {
      return undefined; // it was killed meanwhile: what it did is not known
    }
  };

  return {
    ask,
    /** Asks until it is answered with one of these. */
    async insist(
      method: string,
      path: string,
      statuses: readonly number[],
      more: Parameters<typeof ask>[2] = {},
    ): Promise<NonNullable<Reply>> {
      for (let tries = 0; tries < 300; tries += 1) {
        const reply = await ask(method, path, more);
        if (reply !== undefined && statuses.includes(reply.status)) return reply;
        if (reply !== undefined && reply.status < 500 && reply.status !== 409 && reply.status !== 429)
          throw new Error(`${method} ${path} was answered with ${reply.status} ${reply.body?.detail ?? ''}`);
        await sleep(500);
      }
      throw new Error(`${method} ${path} was not answered`);
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await once(child, 'exit');
      child = await start(port, dataFolder);
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await Promise.race([once(child, 'exit'), sleep(20_000).then(() => child.kill('SIGKILL'))]);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function start(port: number, dataFolder: string): Promise<ChildProcess> {
  const root = join(import.meta.dirname, '../../..');
  const env = { ...process.env, BELLHOP_PORT: String(port), BELLHOP_DATA: dataFolder };
  const child = spawn(process.execPath, ['local/start.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let looks = 0; looks < startSeconds * 5; looks += 1) {
    if (child.exitCode !== null) throw new Error(`the system ended with ${child.exitCode} as it started`);
    const isUp = await fetch(`http://127.0.0.1:${port}/local/queues`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return child;
    await sleep(200);
  }
  child.kill('SIGKILL');
  throw new Error(`the system did not start within ${startSeconds} seconds`);
}

/** The first of four ports that were free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port > 65_000 ? freePort() : address.port;
}
