import { globSync } from 'node:fs';
import { posix } from 'node:path';

/** Pages that lie outside of `docs`, and what they are called in the site. */
const named: Readonly<Record<string, string>> = {
  'README.md': 'start.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md',
  'CHANGELOG.md': 'changelog.md',
  'docs/README.md': 'pages.md',
};

/** The pages that are only there for the site, and the guides of the packages, each by its folder. */
const patterns = ['docs/**/*.md', 'site/*.md', '{client,create,sdk/*}/README.md', ...Object.keys(named)];

/** Lists the pages of the site: the file in the project that each is, and its path in the site. */
export function sitePages(root: string): Map<string, string> {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).map((file) => file.replaceAll('\\', '/'));
  return new Map([...new Set(files)].sort().map((file) => [file, routeOf(file)]));
}

/** Says where in the site a page is: a folder's README is what stands for the folder, and the pages of `docs` stand at the top. */
export function routeOf(file: string): string {
  const given = named[file];
  if (given !== undefined) return given;
  if (file.startsWith('docs/')) return file.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md');
  if (file.startsWith('site/')) return file.slice('site/'.length);
  return file.endsWith('/README.md') ? `${posix.dirname(file).replace('/', '-')}-package.md` : file;
}
