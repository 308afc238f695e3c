import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A fenced block of code, as its reader sees it; `line` is that of its fence. */
export type Block = { page: string; line: number; language: string; text: string };

/** Every page that somebody may copy from. */
export const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'client/README.md',
  'create/README.md',
  'sdk/node/README.md',
  'sdk/python/README.md',
  ...globSync('docs/{*,{coming-from,tutorials}/*}.md', { cwd: root }).sort(),
];

/** Whether a page shows code of samples/: each of its blocks names the file. */
export function showsSamples(page: string): boolean {
  return /^docs\/(coming-from|tutorials)\//.test(page);
}

/** What is no code: drawings, and what something prints. A block that does not say what it is counts as code. */
const drawings = ['mermaid', 'text'];

/** The blocks of code of a page, in order. */
export function blocksOf(page: string): Block[] {
  return readBlocks(page, readFileSync(join(root, page), 'utf8'));
}

/**
 * Reads the blocks of code of a page's text, in order.
 * @throws Error when one never ends, or begins in a way that is read as none, so that nothing would look at it.
 */
export function readBlocks(page: string, written: string): Block[] {
  const lines = written.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^( *)```(\w*)$/.exec(lines[at] ?? '');
    if (!fence && /^[\s>*+-]*(?:```|~~~)/.test(lines[at] ?? ''))
      throw new Error(`${page}:${at + 1}: a block of code begins with \`\`\` and one word, its language`);
    if (!fence) continue;
    const [, indent = '', language = ''] = fence;
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    if (end < 0) throw new Error(`${page}:${at + 1}: the block of code never ends`);
    const text = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    if (!drawings.includes(language)) blocks.push({ page, line: at + 1, language, text: `${text.join('\n')}\n` });
    at = end;
  }
  return blocks;
}

/** The blocks of a page in a language, their text alone. */
export function textsOf(page: string, language: string): string[] {
  return blocksOf(page)
    .filter((block) => block.language === language)
    .map(({ text }) => text);
}
