import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sources } from '../lib/places.ts';

/** What a folder is made from (paths, those in the project relative), and the work that makes it in a place that it is given. */
export type Making = { inputs: readonly string[]; make: (place: string) => Promise<void> };

/** Makes a folder, unless nothing has changed since the last time; beside its place, so that nobody ever reads half of it. */
export async function makeUnlessMade(folder: string, { inputs, make }: Making): Promise<void> {
  const hash = hashOf(inputs);
  if (isFresh(folder, hash)) return;

  const place = `${folder}.${process.pid}`;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  try {
    await make(place);
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
  writeFileSync(join(place, 'inputs.sha256'), hash);
  if (isFresh(folder, hash)) return rmSync(place, { recursive: true }); // another start was faster, and reads it by now
  rmSync(folder, { recursive: true, force: true });
  renameSync(place, folder);
}

/** Whether a folder is there, made from its inputs as they are now. */
export function isMade(folder: string, inputs: readonly string[]): boolean {
  return isFresh(folder, hashOf(inputs));
}

function hashOf(inputs: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of inputs.flatMap(filesUnder).sort()) hash.update(`\0${path}\0`).update(readFileSync(resolve(sources, path)));
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  const full = resolve(sources, path);
  const stats = statSync(full, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  const names = readdirSync(full).filter((name) => name !== 'node_modules');
  return names.flatMap((name) => filesUnder(`${path}/${name}`));
}

function isFresh(folder: string, hash: string): boolean {
  const marker = join(folder, 'inputs.sha256');
  return existsSync(marker) && readFileSync(marker, 'utf8') === hash;
}
