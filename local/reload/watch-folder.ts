import { globSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stoppable } from '../stopping.ts';

/** How often the folder is looked at. */
const lookMs = 100;

/** How long after an edit it is looked at again, until two looks in a row see the same: so no half-saved file is taken up. */
const restMs = 40;

/** What to do about a changed folder. `seen` is what `lookAt` saw when it was last read; what is said goes to the terminal. */
export type FolderWatch = {
  seen: string;
  onChange: (stopping: AbortSignal) => Promise<void>;
  say?: (line: string) => void;
};

/**
 * Does something whenever a file of a folder changes, comes or goes; what fails is said, and the next change tried again.
 * It looks by itself, as the system's own notices (`fs.watch`) miss files of new folders on Linux: some forty `stat` calls, under a
 * millisecond. How long it took is said from when the edit was seen.
 */
export function watchFolder(folder: string, { seen, onChange, say = console.log }: FolderWatch): Stoppable {
  const stopping = new AbortController();
  const name = `${basename(folder)}/`;

  async function watch(): Promise<void> {
    let done = seen;
    let last = seen;
    let seenAt = 0;
    let waitMs = lookMs;
    while (!stopping.signal.aborted) {
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      const now = lookAt(folder);
      const isUnchanged = now === last;
      last = now;
      waitMs = isUnchanged ? lookMs : restMs;
      if (!isUnchanged) seenAt = performance.now();
      if (now === done || !isUnchanged || stopping.signal.aborted) continue;
      done = now;
      say(`${name} was edited, and is built …`);
      const outcome = await onChange(stopping.signal).then(
        () => `has changed: what is sent from now on is as it says now (${secondsSince(seenAt)})`,
        (error: Error) =>
          `has changed, and cannot be used (${secondsSince(seenAt)}); what is sent is as before:\n${error.message}`,
      );
      if (!stopping.signal.aborted) say(`${name} ${outcome}`);
    }
  }

  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

function secondsSince(ms: number): string {
  return `${((performance.now() - ms) / 1000).toFixed(1)} s`;
}

/** What tells one state of a folder from another: each file's path, size and time. */
export function lookAt(folder: string): string {
  const files = globSync('**/*', { cwd: folder, exclude: (name) => name === 'node_modules' }).sort();
  return files.map((file) => `${file} ${sizeAndTime(join(folder, file))}`).join('\n');
}

function sizeAndTime(file: string): string {
  try {
    const stats = statSync(file);
    return stats.isFile() ? `${stats.size} ${stats.mtimeMs}` : '';
  } catch {
    return ''; // it is gone by now, or a link that leads to itself
  }
}
