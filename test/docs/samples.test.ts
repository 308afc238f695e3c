// The pages that show code of samples/ show it as it is there, where npm run rehearse:samples runs it.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { blocksOf, pages, showsSamples } from './blocks.ts';

const blocks = pages
  .filter(showsSamples)
  .flatMap(blocksOf)
  .filter(({ language }) => language !== 'sh');

/** The file of samples/ that a block's first line names, and what follows that line. */
function fileOf(text: string): { file: string; code: string } {
  const [, file = '', code = ''] = /^(?:\/\/|#|<!--) (\S+?)(?: -->)?\n([\s\S]*)$/.exec(text) ?? [];
  return { file: `samples/${file}`, code };
}

/** Blank lines at either end do not count, as a part of a file may stand in the middle of it. */
function has(text: string, code: string): boolean {
  return code.trim() !== '' && `\n${text}`.includes(`\n${code.trim()}\n`);
}

test('every block is its file, or whole lines of it', () => {
  const wrong = blocks.filter(({ text }) => {
    const { file, code } = fileOf(text);
    return !existsSync(file) || !has(readFileSync(file, 'utf8'), code);
  });

  expect(blocks.length).toBeGreaterThan(4);
  expect(wrong.map(({ page, line, text }) => `${page}:${line} is not as ${fileOf(text).file} has it`)).toEqual([]);
});

test('every sample is on a page', () => {
  const shown = new Set(blocks.map(({ text }) => fileOf(text).file));
  const written = globSync('samples/{*/{before,after},kafka/both,bell}/**/*.{py,js,jsx,vue,svelte,rb}').filter(
    (file) => !/\/run\.\w+$/.test(file),
  ); // run.* only calls the others

  expect(written.length).toBeGreaterThan(3);
  expect(written.filter((file) => !shown.has(file))).toEqual([]);
});

test('a line that the file does not have is seen', () => {
  expect(has('a = 1\nb = 2\n', 'b = 2\n')).toBe(true);
  expect(has('a = 1\nb = 2\n', 'b = 3\n')).toBe(false);
  expect(has('ab = 2\n', 'b = 2\n')).toBe(false);
});
