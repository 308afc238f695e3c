import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './lock.mjs';
import { npm } from './npm.mjs';
import { during } from './progress.mjs';

/**
 * Installs exactly the lockfile's packages, unless they are there already.
 * The stamp is written last, so an interrupted install counts as none.
 * @throws SetUpFailed when npm cannot.
 */
export async function installPackages({ root, cache, signal }) {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = fingerprint(root);
  const isInstalled = () => readIfThere(stamp) === wanted;
  if (isInstalled()) return;

  // two npm ci in one folder delete each other's files: the second start waits, and finds the work done
  const lock = `install-${hash(root).slice(0, 16)}`;
  await during('Installing packages', signal, () =>
    oneAtATime(join(cache, lock), signal, async () => {
      if (isInstalled()) return;
      rmSync(stamp, { force: true });
      await npm('install the packages', ['ci'], { cwd: root, signal });
      writeFileSync(stamp, wanted);
    }),
  );
}

/** What the installed packages depend on: the lockfile, and the platform whose binaries npm picks. */
function fingerprint(root) {
  return hash(`${process.platform} ${process.arch} ${readFileSync(join(root, 'package-lock.json'))}`);
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // missing and unreadable mean the same here: install
  }
}
