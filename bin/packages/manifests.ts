import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What a package.json says, as far as it is read here. */
export type Manifest = { name: string; version: string } & Record<string, unknown>;

/** Reads the package.json of a folder of the repository. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** The entries of the package `bellhop`: each file of `exports/` is one, by its name. */
export function entriesOf(): Record<string, unknown> {
  const names = globSync('exports/*.ts', { cwd: root })
    .map((file) => basename(file, '.ts'))
    .sort();
  const code = names.map((name) => [`./${name}`, { types: `./exports/${name}.d.ts`, default: `./exports/${name}.js` }]);
  const plain = ['tsconfig.workflows.json', 'package.json'].map((name) => [`./${name}`, `./${name}`]);
  return Object.fromEntries([...code, ...plain]);
}

/** What every package says of where it comes from, and how it is published. */
function origin(folder: string) {
  const { GITHUB_REPOSITORY: built } = process.env; // npm signs no package that says to be from elsewhere
  const { type, url } = Object(readManifest('.').repository) as { type: string; url: string };
  const git = built === undefined ? url : `git+https://github.com/${built}.git`;
  const address = git.replace(/^git\+|\.git$/g, '');
  return {
    homepage: `${address}#readme`,
    bugs: `${address}/issues`,
    repository: { type, url: git, ...(folder !== '.' && { directory: folder }) },
    publishConfig: { access: 'public', provenance: true },
  };
}

/** The package.json that is published of a folder: without what only the repository needs. */
export function publishedManifest(folder: string, version: string): Manifest {
  const { private: _, scripts, devDependencies, workspaces, overrides, ...manifest } = readManifest(folder);
  return { ...manifest, version, ...origin(folder) };
}

/** What the package `bellhop` has: the folders and files in it, and the packages in its functions, with their versions. */
export type BellhopContents = { files: readonly string[]; inFunctions: Readonly<Record<string, string>> };

/** Makes the package.json of the package `bellhop`. */
export function bellhopManifest(version: string, { files, inFunctions }: BellhopContents): Manifest {
  const manifest = publishedManifest('.', version);
  return {
    ...manifest,
    dependencies: { ...Object(manifest.dependencies), ...inFunctions },
    keywords: ['notifications', 'inbox', 'email', 'sms', 'push', 'aws', 'cdk', 'serverless'],
    bin: { bellhop: './bin/installed/bellhop.mjs' },
    exports: entriesOf(),
    files,
  };
}

/**
 * The tsconfig.json that an owner's extends: packages and types are those that the package brings, whether they lie in it (npm, where
 * the project has another version), or beside it (npm, pnpm).
 */
export function ownersTsconfig(): string {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.workflows.json'), 'utf8'));
  const { 'bellhop/*': _, ...paths }: Record<string, string[]> = compilerOptions.paths;
  const besides = (places: readonly string[]) => places.flatMap((place) => [place, place.replace('./node_modules/', '../')]);
  const options = {
    ...compilerOptions,
    typeRoots: besides(compilerOptions.typeRoots),
    paths: Object.fromEntries(Object.entries(paths).map(([name, places]) => [name, besides(places)])),
  };
  return `${JSON.stringify({ compilerOptions: options }, undefined, 2)}\n`;
}
