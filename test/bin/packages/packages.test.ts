import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { documentSettings } from '../../../bin/packages/document-settings.ts';
import { entriesOf, ownersTsconfig, publishedManifest, readManifest } from '../../../bin/packages/manifests.ts';
import { packages } from '../../../bin/packages/stage.ts';
import { bundling } from '../../../lib/handlers/bundling.ts';
import { readImports } from '../../architecture/read-imports.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = readManifest('.') as unknown as Record<
  'dependencies' | 'peerDependencies' | 'devDependencies',
  Record<string, string>
>;
const published = Object.keys(packages).filter((folder) => existsSync(join(root, folder, 'package.json')));

/** Every source of the package `bellhop`, by its path: what its tsconfig.json names, and what that leads to. */
function shipped(): Map<string, string> {
  const { include }: { include: string[] } = JSON.parse(read('bin/packages/tsconfig.json'));
  const found = new Map<string, string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    const text = read(path);
    found.set(path, text);
    for (const { specifier, typesOnly } of readImports(path, text))
      if (specifier.startsWith('.') && !typesOnly && /\.tsx?$/.test(specifier)) visit(posix.join(dirname(path), specifier));
  };
  const named = include.map((place) => place.slice('../../'.length));
  for (const place of named.flatMap((each) => (each.endsWith('.ts') ? [each] : globSync(`${each}/**/*.{ts,tsx}`, { cwd: root }))))
    visit(place);
  return found;
}

const sources = shipped();
const replaced: Readonly<Record<string, string>> = bundling.alias;
const importedBy = (mayBeType: boolean) =>
  new Set(
    [...sources].flatMap(([path, text]) =>
      readImports(path, text)
        .filter(
          ({ specifier, typesOnly }) => /^[@a-z]/.test(specifier) && !specifier.startsWith('node:') && (mayBeType || !typesOnly),
        )
        .map(({ specifier }) => replaced[specifier] ?? specifier)
        .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'))
        .filter((name) => name !== 'bellhop'),
    ),
  );

test('every package that the shipped sources load is one that an owner gets, and so is every type of an entry', () => {
  const installed = { ...manifest.dependencies, ...manifest.peerDependencies };

  expect(sources.size).toBeGreaterThan(700);
  expect([...importedBy(false)].filter((name) => installed[name] === undefined)).toEqual([]);
  expect(installed).toMatchObject({ '@types/react': expect.anything(), '@types/node': expect.anything() });
});

test('nobody is given a package that nothing shipped uses', () => {
  const byName = ['aws-cdk', '@types/node', '@types/react']; // called by its path, and types
  const used = new Set([...importedBy(true), ...byName]);

  expect(Object.keys(manifest.dependencies).filter((name) => !used.has(name))).toEqual([]);
});

test('what was tried is what is installed: versions are exact, and a peer takes the one that is tried here', () => {
  expect(Object.values(manifest.dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  for (const [name, range] of Object.entries(manifest.peerDependencies)) expect(range).toBe(`^${manifest.devDependencies[name]}`);
});

test('every file that is run or bundled by its name is in the package', () => {
  const named = [...sources.values()].flatMap((text) =>
    [...text.matchAll(/sourceFile\('([^']+)'\)/g)].map(([, path = '']) => path),
  );
  const onlyHere = ['local/build-demo']; // the package has its pages built

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !sources.has(`${path}.ts`))).toEqual(onlyHere);
});

test('each entry is a file that is shipped, with its types', () => {
  const entries = Object.entries(entriesOf()).flatMap(([name, entry]) => (typeof entry === 'object' ? [[name, entry]] : []));

  expect(entries.map(([name]) => name)).toEqual(expect.arrayContaining(['./workflow', './email', './config', './cdk']));
  for (const [, entry] of entries) {
    const { types, default: code } = entry as { types: string; default: string };
    expect(sources.has(code.slice('./'.length).replace(/\.js$/, '.ts'))).toBe(true);
    expect(types).toBe(code.replace(/\.js$/, '.d.ts'));
  }
});

test("an owner's compiler looks for packages in the package and beside it", () => {
  const { paths } = JSON.parse(ownersTsconfig()).compilerOptions;

  expect(paths.zod).toEqual(['./node_modules/zod', '../zod']);
  expect(Object.keys(paths)).not.toContain('bellhop/*');
});

test('all packages have one version, which the changelog knows or is about to tell of', () => {
  const versions = published.map((folder) => readManifest(folder).version);

  expect(published.length).toBeGreaterThan(2);
  expect(new Set(versions)).toEqual(new Set([readManifest('.').version]));
  expect(read('CHANGELOG.md')).toMatch(new RegExp(`^## (Unreleased|${versions[0]})`, 'm'));
});

test.each(published)(
  'the package of %s may be published, says where it is from, and brings nothing of the repository',
  (folder) => {
    const { private: isPrivate, scripts, devDependencies, ...rest } = publishedManifest(folder, '9.9.9');

    expect([isPrivate, scripts, devDependencies]).toEqual([undefined, undefined, undefined]);
    expect(rest).toMatchObject({
      version: '9.9.9',
      license: 'MIT',
      description: expect.any(String),
      repository: { type: 'git', url: expect.stringMatching(/^git\+https:\/\/github\.com\/.+\.git$/) },
      publishConfig: { access: 'public', provenance: true },
    });
    expect(rest).toHaveProperty(['engines', 'node']);
  },
);

test('a setting says in an editor what its schema says, in whichever type it stands', () => {
  const schemas =
    'const Context = z.strictObject({\n  /** Who sends. */\n  fromAddress: Address,\n  /**\n   * Where:\n   * two letters.\n   */\n  countries: z.string(),\n  stage: Stage,\n});';
  const types =
    'declare const Context: z.ZodObject<{\n    stage: z.ZodString;\n    fromAddress: z.ZodString;\n}>;\ntype InFile = {\n    countries?: string[];\n};';

  expect(documentSettings(types, [schemas])).toBe(
    'declare const Context: z.ZodObject<{\n    stage: z.ZodString;\n    /** Who sends. */\n    fromAddress: z.ZodString;\n}>;\ntype InFile = {\n    /**\n     * Where:\n     * two letters.\n     */\n    countries?: string[];\n};',
  );
});
