import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runningFolder } from '../contract/operations/running-system.ts';
import { isRunning, readMark, writeMark } from './processes.ts';
import { CannotStart, type Stoppable } from './stopping.ts';

const lockFile = 'running.pid';

/**
 * Takes a data folder for this process, until stopped.
 * @throws CannotStart when another start is running on it.
 */
export function takeDataFolder(folder: string): Stoppable {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, lockFile);
  const holder = readMark(lock);
  if (holder && isRunning(holder)) {
    throw new CannotStart(`Bellhop is already running on ${folder} (process ${holder.pid}); stop that one first`);
  }
  writeMark(lock, process.pid);
  return { stop: async () => rmSync(lock, { force: true }) };
}

/** Removes everything that was kept, but not what was synthesized, nor where other systems run: that is no data. The folder must have been taken. */
export function emptyDataFolder(folder: string): void {
  const kept = new Set([lockFile, basename(runningFolder), 'cdk.out']);
  for (const name of readdirSync(folder)) {
    if (!kept.has(name)) rmSync(join(folder, name), { recursive: true });
  }
}
