import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages that may say where the project is had from. */
const pages = '{README.md,CONTRIBUTING.md,SECURITY.md,{docs,site,client,create,sdk}/**/*.md}';

/** The project's address on a page, without what is behind it. */
const written = /https:\/\/github\.com\/[\w.-]+\/bellhop(?![\w-])/g;

/**
 * Reads where the project is had from: `repository` in package.json, and nowhere else.
 * @throws Error when it is no address of GitHub.
 */
export function repositoryAddress(root: string): string {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, address] = /^git\+(https:\/\/github\.com\/[\w.-]+\/[\w.-]+)\.git$/.exec(repository?.url ?? '') ?? [];
  if (address === undefined) throw new Error(`package.json has no repository like git+https://github.com/owner/name.git`);
  return address;
}

/** Finds the addresses of the project that its pages name, by the page. */
export function addressesOnPages(root: string): Map<string, string[]> {
  const files = globSync(pages, { cwd: root, exclude: (name) => /(^|\/)(node_modules|dist)$/.test(name) }).sort();
  const found = files.map((file) => [file, readFileSync(join(root, file), 'utf8').match(written) ?? []] as const);
  return new Map(found.filter(([, addresses]) => addresses.length > 0).map(([file, addresses]) => [file, [...addresses]]));
}

/** Writes the project's address onto each page that names one. */
export function writeAddress(root: string): void {
  const address = repositoryAddress(root);
  for (const file of addressesOnPages(root).keys()) {
    const path = join(root, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(written, address));
  }
}
