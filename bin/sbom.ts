// package-lock.json → dist/sbom.cdx.json, dist/licences.txt: `npm run sbom` writes what the project is made of
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { npm_execpath: npm } = process.env;
if (npm === undefined) throw new Error('it asks npm for the list: run it by npm run sbom');

/** What the lockfile says of a package. */
type Locked = { version?: string; license?: string; link?: true };

const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const licences = Object.entries(packages).flatMap(([path, { version, license = 'none is named', link }]) => {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
  return name === undefined || link ? [] : [`${license}\t${name}@${version}`];
});

mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(
  join(root, 'dist/sbom.cdx.json'),
  execFileSync(process.execPath, [npm, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  }),
);
writeFileSync(join(root, 'dist/licences.txt'), `${[...new Set(licences)].sort().join('\n')}\n`);
console.log('dist/sbom.cdx.json has every package as CycloneDX, dist/licences.txt each with its licence');
