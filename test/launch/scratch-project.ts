import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const here = import.meta.dirname;
const repository = dirname(dirname(here));

/** How the npm on the scratch project's PATH behaves; see fake-npm.mjs. */
export type NpmMood = 'works' | 'offline' | 'hangs' | 'fetches-nonsense';

/**
 * A copy of the launcher in a project of its own (with spaces in its path), an empty cache, and a fake npm first on the PATH.
 * `node: 'old'` makes the launcher believe that it runs on Node 20; `inShell` puts a shell before it, as npm does.
 */
export function scratchProject() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'bellhop launch '));
  const root = join(folder, 'a clone');
  const cache = join(folder, 'a cache');
  const fakes = join(folder, 'fakes');
  const calls = join(folder, 'npm-calls');
  cpSync(join(repository, 'bin', 'launch.mjs'), join(root, 'bin', 'launch.mjs'));
  cpSync(join(repository, 'bin', 'launch'), join(root, 'bin', 'launch'), { recursive: true });
  mkdirSync(fakes);
  writeFileSync(join(fakes, 'npm'), `#!/bin/sh\nexec "${process.execPath}" "${join(here, 'fake-npm.mjs')}" "$@"\n`);
  chmodSync(join(fakes, 'npm'), 0o755);
  writeFileSync(calls, '');

  function write(name: string, content: string): void {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  write('package-lock.json', '{"packages": {}}');

  function launch(args: string[], { npm = 'works' as NpmMood, node = 'new' as 'new' | 'old', inShell = false } = {}) {
    const { npm_execpath: _, ...env } = process.env;
    const flags = node === 'old' ? ['--import', join(here, 'pretend-node-20.mjs')] : [];
    const command = [process.execPath, ...flags, join(root, 'bin', 'launch.mjs'), ...args];
    const shell = inShell ? ['sh', '-c', '"$@"; exit $?', 'sh'] : []; // npm's way; the shell stays until the end
    const [file = '', ...rest] = [...shell, ...command];
    const child = spawn(file, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...env,
        PATH: [fakes, env.PATH].join(delimiter),
        NODE_OPTIONS: '',
        npm_lifecycle_event: 'start',
        XDG_CACHE_HOME: cache,
        FAKE_NPM_MOOD: npm,
        FAKE_NPM_CALLS: calls,
      },
    });
    const shown = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      shown.err += text;
    });
    const ended = new Promise<{ code: number | null; signal: string | null; out: string; err: string }>((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, ...shown }));
    });
    return { child, ended, shown };
  }

  return {
    root,
    write,
    launch,
    /** The npm commands asked for so far: `ci`, `install node-…`. */
    npmCalls: () => readFileSync(calls, 'utf8').split('\n').filter(Boolean),
    /** What is in the cache, beside what Node keeps there of modules that it has compiled. */
    cached: () =>
      existsSync(join(cache, 'bellhop')) ? readdirSync(join(cache, 'bellhop')).filter((name) => name !== 'compiled') : [],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Resolves when `seen` gives something; a test that waits in vain ends by jest's own time limit. */
export async function until<T>(seen: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = seen();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether the process still exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
