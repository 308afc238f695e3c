import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from '../../lib/places.ts';
import { buildPages, pagesFolder } from '../../local/build-pages.ts';
import { synthesisFolder, synthesize } from '../../local/synthesize.ts';

/** What a clone does not have, and what is shared with it instead of being copied. */
const left = new Set(['node_modules', '.git', '.bellhop', 'cdk.out']);

/** Copies the project into a folder, as a clone that has been started before; answers where it is. */
export async function copyProject(folder: string): Promise<string> {
  const copy = join(folder, 'bellhop');
  await Promise.all([synthesize(synthesisFolder), buildPages(pagesFolder)]); // made once for all: the copy's own would be the same
  mkdirSync(join(copy, '.bellhop'), { recursive: true });
  for (const name of readdirSync(sources).filter((each) => !left.has(each)))
    cpSync(join(sources, name), join(copy, name), { recursive: true, filter: (file) => !file.endsWith('node_modules') });
  for (const made of [synthesisFolder, pagesFolder]) cpSync(made, join(copy, made.slice(sources.length)), { recursive: true });
  linkPackages(copy);
  return copy;
}

/** Each package by a link of its own: whatever takes the copy's packages away, as `npm ci` does before it installs, leaves ours. */
function linkPackages(copy: string): void {
  const [ours, theirs] = [join(sources, 'node_modules'), join(copy, 'node_modules')];
  mkdirSync(theirs);
  for (const name of readdirSync(ours)) symlinkSync(join(ours, name), join(theirs, name));
}

/**
 * Puts what a page prints where it says. A block begins with the path of its file, as a comment; in a block of `diff` such a line begins
 * each file's part, its lines stand in the file in this order, and "-" takes one away and "+" puts one after the line before it.
 * @throws Error when a line is not in the file.
 */
export function putIntoProject(copy: string, block: string): void {
  for (const part of block.split(/^(?= ?\/\/ \S+\.tsx?$)/m)) {
    const [, path, text = ''] = /^ ?\/\/ (\S+\.tsx?)\n([\s\S]*)$/.exec(part) ?? [];
    if (path === undefined) throw new Error(`the block does not begin with the path of its file: ${part.slice(0, 60)}`);
    const file = join(copy, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, existsSync(file) ? change(readFileSync(file, 'utf8'), text, path) : text);
  }
}

function change(text: string, diff: string, path: string): string {
  const lines = text.split('\n');
  let at = 0;
  for (const [sign = '', ...rest] of diff.split('\n').filter((line) => line !== '')) {
    const line = rest.join('');
    if (sign === '+') {
      lines.splice(at, 0, line);
      at += 1;
      continue;
    }
    const found = lines.indexOf(line, at);
    if (found < 0) throw new Error(`${path} has no line "${line}" after line ${at}`);
    if (sign === '-') lines.splice(found, 1);
    at = sign === '-' ? found : found + 1;
  }
  return lines.join('\n');
}
