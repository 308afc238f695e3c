import { cpSync, globSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeClient } from '../client.ts';
import { writeNodeSdk } from '../sdk/build.ts';
import { buildPages } from './build-pages.ts';
import { compileSources, writeDeclarations } from './compile.ts';
import { bellhopManifest, ownersTsconfig, publishedManifest, readManifest } from './manifests.ts';
import { packagesInFunctions } from './packages-in-functions.ts';

const root = join(import.meta.dirname, '../..');

/** What the package `bellhop` takes from the repository as it is. */
const asTheyAre = ['LICENSE', 'README.md', 'cdk.json', 'docs/openapi.json', 'bin/launch', 'bin/installed/*.mjs', 'events'];

/** Writes a package into a folder, as npm will pack it. */
export type WritePackage = (folder: string, version: string) => Promise<void>;

/** Each package that is published, by the folder of the repository that it is made of, in the order in which they may be published. */
export const packages: Readonly<Record<string, WritePackage>> = {
  client: async (folder, version) => {
    await writeClient(join(folder, 'dist'));
    finish('client', folder, version);
  },
  'sdk/node': async (folder, version) => {
    await writeNodeSdk(join(folder, 'dist'));
    finish('sdk/node', folder, version);
  },
  '.': writeBellhop,
  create: async (folder, version) => {
    const { files = [] } = readManifest('create') as { files?: string[] };
    copy('create', folder, files);
    finish('create', folder, version);
  },
};

async function writeBellhop(folder: string, version: string): Promise<void> {
  const [inFunctions] = await Promise.all([
    packagesInFunctions(),
    compileSources(folder),
    writeDeclarations(folder),
    buildPages(join(folder, 'pages')),
  ]);
  copy('.', folder, asTheyAre);
  copy('local/console/elements', join(folder, 'local/console/elements'), ['icons.svg']); // the console's list of channels has them
  writeFileSync(join(folder, 'tsconfig.workflows.json'), ownersTsconfig());
  writeManifest(folder, bellhopManifest(version, { files: readdirSync(folder).sort(), inFunctions }));
}

/** Adds what every package has beside its code. */
function finish(name: string, folder: string, version: string): void {
  copy(name, folder, ['README.md']);
  copy('.', folder, ['LICENSE']);
  writeManifest(folder, publishedManifest(name, version));
}

function copy(from: string, folder: string, patterns: readonly string[]): void {
  for (const path of globSync([...patterns], { cwd: join(root, from) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, from, path), join(folder, path), { recursive: true, filter: (file) => !file.endsWith('.d.mts') });
  }
}

function writeManifest(folder: string, manifest: object): void {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}
