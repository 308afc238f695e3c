// Where the project is had from stands in package.json; the pages have it by `npm run docs -- reference`.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressesOnPages, repositoryAddress, writeAddress } from '../../../bin/docs/repository-address.ts';
import { publishedManifest } from '../../../bin/packages/manifests.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

test("each page that says where the project is had from has package.json's address, and so has each package", () => {
  const named = addressesOnPages('.');
  const { GITHUB_REPOSITORY: built } = process.env; // there the packages are from where they are built

  expect([...named.keys()]).toEqual(expect.arrayContaining(['README.md', 'docs/own-workflows.md', 'site/index.md']));
  expect([...named].filter(([, addresses]) => addresses.some((address) => address !== repositoryAddress('.')))).toEqual([]);
  if (built === undefined)
    expect(publishedManifest('client', '0.1.0').repository).toMatchObject({ url: `git+${repositoryAddress('.')}.git` });
});

test('another address is written onto every page that names one, and nothing else is changed', () => {
  const root = scratchFolder();
  const url = 'git+https://github.com/acme/bellhop.git';
  const other = 'See https://github.com/acme/bellhop-samples.';
  mkdirSync(join(root, 'docs'));
  cpSync('docs/own-workflows.md', join(root, 'docs/own-workflows.md'));
  writeFileSync(join(root, 'README.md'), other);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ repository: { type: 'git', url } }));

  writeAddress(root);

  const page = readFileSync(join(root, 'docs/own-workflows.md'), 'utf8');
  expect(page).toContain('git submodule add https://github.com/acme/bellhop.git bellhop');
  expect(page).not.toContain('example/bellhop');
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe(other);
});
