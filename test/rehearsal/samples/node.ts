import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../bin/launch/cache-folder.mjs';
import { CannotRehearse } from '../python-environment.ts';

const run = promisify(execFile);

let made: Promise<string> | undefined;

/**
 * The folder of a copy of samples/ with the packages that they name, and with @bellhop/node as docs/node.md has it installed.
 * @throws CannotRehearse when the packages cannot be had.
 */
export function samplesFolder(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const packages = join(await installed('samples/packages'), 'node_modules');
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-samples-code-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync('samples', folder, { recursive: true });
  cpSync('samples/packages/package.json', join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(packages)) symlinkSync(join(packages, name), join(folder, 'node_modules', name));
  await installOurs('sdk/node', folder);
  return folder;
}

/**
 * The folder in the cache that has the packages of a folder's package-lock.json; they are installed once.
 * @throws CannotRehearse when they cannot be had.
 */
export async function installed(folder: string): Promise<string> {
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const name = folder.replaceAll('/', '-');
  const home = join(cacheFolder(), `${name}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (existsSync(home)) return home;

  process.stdout.write(`installing the packages of ${folder}/, once …\n`);
  const making = `${home}.${process.pid}`; // renamed when it is whole, so that an interrupted install counts as none
  mkdirSync(making, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(folder, file), join(making, file));
  const ci = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ci, { cwd: making, timeout: 300_000 }).catch((error: unknown) => {
    rmSync(making, { recursive: true, force: true });
    const what = `the packages of ${folder}/ could not be installed. Check the network, then run it again.`;
    throw new CannotRehearse(what, { cause: error });
  });
  renameSync(making, home);
  return home;
}

/** Packs a workspace of this project as its page says, and installs the tarball in a folder. */
export async function installOurs(workspace: 'client' | 'sdk/node', folder: string): Promise<void> {
  const target = join(folder, 'node_modules', '@bellhop', workspace === 'client' ? 'client' : 'node');
  const tarballs = mkdtempSync(join(tmpdir(), 'bellhop-tarballs-'));
  await run('npm', ['pack', '--workspace', workspace, '--ignore-scripts=false', '--pack-destination', tarballs]);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await run('tar', ['-xzf', join(tarballs, readdirSync(tarballs)[0] ?? ''), '-C', target, '--strip-components', '1']);
  rmSync(tarballs, { recursive: true, force: true });
}
