import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningSystem, runningFolder } from '../contract/operations/running-system.ts';
import type { Stoppable } from './stopping.ts';

/**
 * Leaves word of where a system runs, until stopped. The next system on the same port overwrites what a crash has left; who reads
 * it asks at the address, so a file without a system misleads nobody.
 */
export function announce(project: string, running: RunningSystem): Stoppable {
  const folder = join(project, runningFolder);
  const file = join(folder, `${new URL(running.url).port}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(running));
  return { stop: async () => rmSync(file, { force: true }) };
}
