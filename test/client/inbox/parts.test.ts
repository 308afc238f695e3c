import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../client');
const files = readdirSync(join(folder, 'inbox'), { recursive: true, encoding: 'utf8' });
const textOf = (ending: string) =>
  files
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, 'inbox', name), 'utf8'))
    .join('\n');
const page = readFileSync(join(folder, 'README.md'), 'utf8');

function listed(beginning: string): string[] {
  const line = page.split('\n').find((each) => each.startsWith(beginning)) ?? '';
  return namesIn(line);
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name).sort();
}

function found(text: string, ...patterns: RegExp[]): string[] {
  const names = patterns.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, name = '']) => name.split(' ')));
  return [...new Set(names)].sort();
}

test('the page lists every custom property that the styles go by, and no other', () => {
  const properties = found(textOf('.css') + textOf('.ts'), /(--bellhop-[\w-]+)/g).filter((name) => name !== '--bellhop-bell'); // an anchor's name

  expect(properties.length).toBeGreaterThan(5);
  const rows = page.split('\n').filter((line) => line.startsWith('| `--bellhop-'));
  expect(namesIn(rows.map((row) => row.split('|')[1]).join(' '))).toEqual(properties);
});

test('the page lists every part that a page can style, and no other', () => {
  const code = textOf('.ts');
  const parts = found(
    code,
    /class: '([\w-]+)[^']*',\s*part: true/g, // by its class
    /[^-\w]part: '([\w -]+)'/g,
    /part: [^'\n]*\? '([\w -]+)' : '[\w-]+'/g,
    /(?<!function |[.\w])button\(\s*'([\w-]+)'/g,
    /choice<[^>]*>\('([\w-]+)'/g,
  );

  expect(parts.length).toBeGreaterThan(20);
  expect(listed('Parts, for `::part()`:').filter((name) => name !== 'part')).toEqual(parts);
});
