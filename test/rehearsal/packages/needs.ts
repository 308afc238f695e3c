import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findChromium, howToGetChromium } from '../../browser/find-chromium.ts';
import { CannotRehearse, emulatorPython } from '../python-environment.ts';
import type { Lane } from './lanes.ts';

const pnpm = 'pnpm@12.21.0';

/**
 * Looks whether the machine has what lanes need, and gets what can be got.
 * @throws CannotRehearse with what is missing.
 */
export async function meetNeeds(lanes: readonly Lane[]): Promise<void> {
  const needs = new Set(lanes.flatMap((lane) => lane.needs));
  if (needs.has('chromium') && findChromium() === undefined) throw new CannotRehearse(howToGetChromium);
  if (needs.has('emulator') || needs.has('python')) await emulatorPython(); // which has venv, too
}

/** Installs pnpm into a folder, from the registry that has all packages; answers where its program lies. */
export async function installPnpm(folder: string): Promise<string> {
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder, pnpm]);
  return join(folder, 'node_modules/.bin');
}
