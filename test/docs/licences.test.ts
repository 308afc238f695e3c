import { readFileSync } from 'node:fs';
import { projectTree } from '../architecture/project-tree.ts';
import { readImports } from '../architecture/read-imports.ts';

type Locked = { license?: string; dependencies?: Record<string, string>; link?: true };
const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Licences that ask for a notice and no more, of what is deployed or put into pages. */
const allowed = new Set(['MIT', 'MIT-0', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

/** The package that is loaded from a path: the nearest above it, as Node looks for it. */
function find(name: string, from: string): string | undefined {
  const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[path] !== undefined) return path;
  return from === '' ? undefined : find(name, from.split('/node_modules/').slice(0, -1).join('/node_modules/'));
}

/** Every package that code of these layers loads, and what those load. */
function loadedBy(layers: RegExp): Set<string> {
  const sources = [...projectTree().sources].filter(([path]) => layers.test(path));
  const named = sources.flatMap(([path, text]) =>
    readImports(path, text).flatMap(({ specifier, typesOnly }) => {
      const [name] = /^(?:@[^/]+\/)?[^./:@][^/:]*(?=\/|$)/.exec(specifier) ?? [];
      return typesOnly || name === undefined ? [] : [name];
    }),
  );
  const found = new Set(named.flatMap((name) => find(name, '') ?? []));
  for (const path of found)
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      const next = find(name, path);
      if (next !== undefined) found.add(next);
    }
  return found;
}

test('nothing that is deployed, or that the client loads, has a licence that is not on the list', () => {
  const loaded = [...loadedBy(/^(contract|core|adapters|lambdas|workflows|exports|client)\//)];

  expect(loaded).toEqual(expect.arrayContaining(['node_modules/zod', 'node_modules/@aws-sdk/client-dynamodb']));
  expect(loaded.length).toBeGreaterThan(40);
  const others = loaded.filter((path) => !packages[path]?.link && !allowed.has(packages[path]?.license ?? 'none'));
  expect(others.map((path) => `${path}: ${packages[path]?.license}`)).toEqual([]);
});
