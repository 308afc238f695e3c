import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { CannotDo } from '../cannot-do.ts';

const Place = z.object({ task: z.string(), sha256: z.string(), done: z.int().min(0) });

/** How far a file was worked off: kept beside it, so that a command that was killed goes on where it was. */
export type PlaceInFile = { done: number; save: (done: number) => void; forget: () => void };

/**
 * Opens the place of a task in a file; `task` is what is done to which stage.
 * @throws CannotDo when the file has changed since, or another task left its place there.
 */
export function openPlace(path: string, wanted: { task: string; sha256: string; restart?: boolean | undefined }): PlaceInFile {
  const place = `${path}.place`;
  const { task, sha256, restart } = wanted;
  if (restart) rmSync(place, { force: true });
  const found = read(place);
  if (found !== undefined && (found.task !== task || found.sha256 !== sha256))
    throw new CannotDo(
      `${place} is of ${found.task === task ? 'this file before it was changed' : `another task, "${found.task}"`}; begin again with --restart`,
    );
  return {
    done: found?.done ?? 0,
    save(done) {
      writeFileSync(`${place}.new`, JSON.stringify({ task, sha256, done }));
      renameSync(`${place}.new`, place); // whole or not at all
    },
    forget: () => rmSync(place, { force: true }),
  };
}

function read(place: string): z.infer<typeof Place> | undefined {
  let text: string;
  try {
    text = readFileSync(place, 'utf8');
  } catch {
    return undefined; // nothing was left off
  }
  const { success, data } = Place.safeParse(readJson(text));
  if (!success)
    throw new CannotDo(`${place} is not a place that this command has kept; remove it, or begin again with --restart`);
  return data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which is no place, as the caller says
  }
}
