import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { claimPorts } from '../../../local/ports.ts';
import { runLine } from '../command.ts';
import { eventually } from '../deployment.ts';
import { readmeLine } from '../readme-line.ts';
import type { Registry } from './registry.ts';

/** Somebody with an empty folder, a package manager and a registry, who has no clone of ours. */
export type Stranger = Awaited<ReturnType<typeof openStranger>>;

/** A program that a stranger has started and left running. */
type Running = { stop(): Promise<void>; printed(): string };

const secret = 'bh_live_local';

/** Gives a stranger an empty folder; `programs` come first on their PATH. `leave` ends what they started and removes the folder. */
export async function openStranger(registry: Registry, { programs }: { programs?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-stranger-'));
  const { http } = await claimPorts(0);
  const url = `http://127.0.0.1:${http}`;
  const env = strangersEnvironment(registry, { url, programs, folder });
  const project = join(folder, 'my-notifications');
  const running: Running[] = [];
  const place = (name = 'my-notifications') => join(folder, name);

  return {
    folder,
    project,
    url,
    place,
    /** Runs a line in the created project, or in another folder of theirs. */
    run: (line: string, name?: string, more: NodeJS.ProcessEnv = {}) => runLine(line, { ...env, ...more }, place(name)),
    read: (name: string) => readFileSync(join(project, name), 'utf8'),
    /** The command of the created README that begins so. */
    line: (beginning: string) => readmeLine(beginning, join(project, 'README.md')),

    /** Starts a line that goes on, and waits until something is there. */
    async start(
      line: string,
      isThere: (printed: string) => Promise<unknown>,
      more: { name?: string; env?: NodeJS.ProcessEnv } = {},
    ) {
      const program = startLine(line, { ...env, ...more.env }, place(more.name));
      running.push(program);
      const look = () => isThere(program.printed()).catch(() => undefined);
      await eventually(`"${line}" is up`, look as () => Promise<undefined>).catch((error) => {
        throw new Error(`${error.message}\n${program.printed().slice(-1_000)}`);
      });
      return program;
    },

    /** Calls the local system that runs in the project, as an app's server does. */
    // biome-ignore lint/suspicious/noExplicitAny: a rehearsal reads answers as a stranger's program would, by name
    async ask(path: string, body?: unknown): Promise<any> {
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
      const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(url + path, { headers, ...sent });
      return response.json();
    },

    /** The last lines of what they have started. */
    lastLines: () => running.flatMap((program) => program.printed().trim().split('\n').slice(-4)),

    async leave(): Promise<void> {
      await Promise.all(running.map((program) => program.stop()));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The environment of what they run: nothing of whoever rehearses, and our registry. */
function strangersEnvironment(
  registry: Registry,
  { url, programs, folder }: { url: string; programs?: string; folder: string },
): NodeJS.ProcessEnv {
  const ours = /^(AWS_|CDK_|NODE_OPTIONS$|NODE_ENV$|npm_|pnpm_|BELLHOP_|INIT_CWD$)/;
  const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const { PATH = '', NO_PROXY = '', no_proxy = NO_PROXY } = others;
  return {
    ...others,
    PATH: programs === undefined ? PATH : `${programs}${delimiter}${PATH}`,
    NO_PROXY: `127.0.0.1,localhost,${no_proxy}`,
    no_proxy: `127.0.0.1,localhost,${no_proxy}`,
    npm_config_registry: registry.url,
    pnpm_config_registry: registry.url,
    pnpm_config_store_dir: join(folder, '.store'),
    pnpm_config_cache_dir: join(folder, '.cache'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_yes: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    BELLHOP_PORT: new URL(url).port,
    BELLHOP_URL: url,
    BELLHOP_KEY: secret,
  };
}

function startLine(line: string, env: NodeJS.ProcessEnv, cwd: string): Running {
  const child = spawn(line, { shell: true, cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // nobody of the group is left
    }
  };
  const endAtOnce = () => signal('SIGKILL');
  process.once('exit', endAtOnce);
  return {
    printed: () => printed,
    async stop() {
      const late = setTimeout(endAtOnce, 15_000);
      signal('SIGTERM');
      await ended;
      clearTimeout(late);
      process.off('exit', endAtOnce);
    },
  };
}
