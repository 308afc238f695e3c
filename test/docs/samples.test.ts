// The pages that show code of samples/ show it as it is there, where npm run rehearse:samples runs it.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, blocksOf, pages, showsSamples } from './blocks.ts';

const blocks = pages
  .filter(showsSamples)
  .flatMap(blocksOf)
  .filter(({ language }) => language !== 'sh');

/** The file of samples/ that a block's first line names, and what follows that line. */
function fileOf({ page, text }: Pick<Block, 'page' | 'text'>): { file: string; code: string } {
  const [, named = '', code = ''] = /^(?:\/\/|#|<!--) (\S+?)(?: -->)?\n([\s\S]*)$/.exec(text) ?? [];
  const files = foldersOf(page).map((folder) => join(folder, named));
  return { file: files.find((file) => existsSync(file)) ?? join('samples', named), code };
}

/** Where a page's files lie. The reader of a tutorial makes them, so it names them as they are in the reader's own folder. */
function foldersOf(page: string): string[] {
  const [, name] = /^docs\/tutorials\/(\S+)\.md$/.exec(page) ?? [];
  if (name === undefined) return ['samples'];
  return [name, name.replace('-', '/'), name.replace(/-.*/, '')].map((folder) => join('samples', folder));
}

/** Blank lines at either end do not count, as a part of a file may stand in the middle of it. */
function has(text: string, code: string): boolean {
  return code.trim() !== '' && `\n${text}`.includes(`\n${code.trim()}\n`);
}

test('every block is its file, or whole lines of it', () => {
  const wrong = blocks.filter((block) => {
    const { file, code } = fileOf(block);
    return !existsSync(file) || !has(readFileSync(file, 'utf8'), code);
  });

  expect(blocks.length).toBeGreaterThan(4);
  expect(wrong.map((block) => `${block.page}:${block.line} is not as ${fileOf(block).file} has it`)).toEqual([]);
});

test('every sample is on a page', () => {
  const shown = new Set(blocks.map((block) => fileOf(block).file));
  const written = globSync('samples/{*/{before,after},kafka/both,bell}/**/*.{py,js,jsx,vue,svelte,rb}').filter(
    (file) => !/\/run\.\w+$/.test(file),
  ); // run.* only calls the others

  expect(written.length).toBeGreaterThan(3);
  expect(written.filter((file) => !shown.has(file))).toEqual([]);
});

test('a file of a tutorial is that of its own framework', () => {
  const fileIn = (page: string, text: string) => fileOf({ page: `docs/tutorials/${page}.md`, text }).file;

  expect(fileIn('bell-vue', '// vite.config.js\n')).toBe('samples/bell/vue/vite.config.js');
  expect(fileIn('bell-vue', '// server.js\n')).toBe('samples/bell/server.js');
  expect(fileIn('first-deploy', '// bellhop.config.ts\n')).toBe('samples/first-deploy/bellhop.config.ts');
});

test('a line that the file does not have is seen', () => {
  expect(has('a = 1\nb = 2\n', 'b = 2\n')).toBe(true);
  expect(has('a = 1\nb = 2\n', 'b = 3\n')).toBe(false);
  expect(has('ab = 2\n', 'b = 2\n')).toBe(false);
});
