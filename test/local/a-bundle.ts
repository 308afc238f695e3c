import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../lib/scratch-folder.ts';

/** A deployed bundle with this source, as CommonJS; answers the path of its `index.js`. */
export function aBundle(source: string, folder: string = scratchFolder()): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'index.js');
  writeFileSync(file, source);
  return file;
}

/** A bundle whose handler does what its event asks for. */
export const obedient = `
exports.handler = async (event, context) => {
  switch (event.do) {
    case 'throw': throw new TypeError('told to');
    case 'hang': return new Promise(() => {});
    case 'exit': return process.exit(3);
    case 'env': return process.env;
    case 'print': return void console.log(event.text);
    case 'context': return { ...context, remaining: context.getRemainingTimeInMillis() };
    case 'wait': await new Promise((done) => setTimeout(done, event.ms));
    default: return { pid: process.pid, event };
  }
};`;
