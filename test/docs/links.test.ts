import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { pages } from './blocks.ts';

/** Every page that has links: those that somebody may copy from, and those that are only read. */
const linking = [...pages, 'CHANGELOG.md', 'SECURITY.md', ...globSync('{docs/decisions,.github}/**/*.md').sort()];

/** The links of a page into the project: the file that each leads to, and the heading in it. */
function linksOf(page: string): { link: string; file: string; heading?: string }[] {
  const text = readFileSync(page, 'utf8')
    .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', heading] = link.split('#');
      const file = path === '' ? page : normalize(join(page, '..', path));
      return { link, file, ...(heading !== undefined && { heading }) };
    });
}

/** The names by which GitHub knows the headings of a page. */
function headingsOf(page: string): string[] {
  const text = readFileSync(page, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(linking)('every link of %s leads to a file of the project, and to a heading that it has', (page) => {
  const broken = linksOf(page).filter(
    ({ file, heading }) => !existsSync(file) || (heading !== undefined && !headingsOf(file).includes(heading)),
  );

  expect(broken.map(({ link }) => link)).toEqual([]);
});

test('every page can be reached from README.md', () => {
  const reached = new Set(['README.md']);
  for (const page of reached)
    for (const { file } of linksOf(page)) if (file.endsWith('.md') && existsSync(file)) reached.add(file);

  expect(reached.size).toBeGreaterThan(20);
  expect(pages.filter((page) => !reached.has(page))).toEqual([]); // decisions: decisions.test.ts
});

test.each(pages)('every script that %s names is one', (page) => {
  const text = readFileSync(page, 'utf8');
  const places = page === 'docs/own-project.md' ? ['.', 'create/template'] : ['.']; // that page is about a project that `create` writes
  const scripts = Object.assign(
    {},
    ...places.map((place) => JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')).scripts),
  );
  const called = [...text.matchAll(/npm (?:--prefix bellhop )?run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => name);

  expect(called.filter((name) => scripts[name] === undefined && !['build', 'dev'].includes(name))).toEqual([]);
});

test('every path in code that a page for newcomers names is there', () => {
  const text = ['README.md', 'CONTRIBUTING.md', 'docs/workflows.md'].map((page) => readFileSync(page, 'utf8')).join('\n');
  const paths = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g)].map(([, path = '']) => path);

  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !path.startsWith('.bellhop/') && !existsSync(path))).toEqual([]);
});
