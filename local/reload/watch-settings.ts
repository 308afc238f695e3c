import { unwatchFile, watchFile } from 'node:fs';
import { basename } from 'node:path';
import type { Stoppable } from '../stopping.ts';

/** Says when the owner's file of settings changes: settings are in the template, which is made anew by a start alone. */
export function watchSettings(file: string, say: (line: string) => void = console.log): Stoppable {
  const tell = () => say(`${basename(file)} has changed: stop with Ctrl-C and start again to use it`);
  watchFile(file, { interval: 300 }, tell);
  return { stop: async () => unwatchFile(file, tell) };
}
