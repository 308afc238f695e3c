import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs `work` while no other process of this machine runs work under the same path.
 * The lock is a file that names its holder; that of a dead holder is taken over.
 */
export async function oneAtATime(path, signal, work) {
  mkdirSync(dirname(path), { recursive: true });
  while (!take(path)) await pause(100, undefined, { signal });
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A file linked into place appears with its content, so no reader ever sees a lock without a holder. */
function take(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(holderOf(path))) rmSync(path, { force: true });
    return false;
  } finally {
    rmSync(own);
  }
}

function holderOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // released since we looked
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM'; // alive, but another user's
  }
}
