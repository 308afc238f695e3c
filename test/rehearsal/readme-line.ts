import { readFileSync } from 'node:fs';

/**
 * The command of README.md, or of another page, that begins so, as printed: a code span or a line of a block. A rehearsal runs these, so
 * that the page and it cannot drift.
 * @throws Error when the page prints no such command, or several.
 */
export function readmeLine(beginning: string, page = 'README.md'): string {
  const text = readFileSync(page, 'utf8');
  const blocks = [...text.matchAll(/^\s*```(?:sh|bash)\n(.*?)^\s*```/gms)].flatMap(([, block = '']) => block.split('\n'));
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const found = new Set(
    [...blocks, ...spans].map((line) => line.replace(/\s#.*$/, '').trim()).filter((line) => isIt(line, beginning)),
  );
  const [line] = found;
  if (line === undefined || found.size > 1)
    throw new Error(`${page} prints ${found.size} commands that begin with "${beginning}"`);
  return line;
}

function isIt(line: string, beginning: string): boolean {
  return line === beginning || line.startsWith(`${beginning} `);
}
