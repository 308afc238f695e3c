import { globSync, readFileSync } from 'node:fs';
import { describeApi } from '../../../bin/openapi/document.ts';
import type { ApiDocument } from '../../../bin/sdk/generate.ts';
import { snake } from '../../../bin/sdk/python/names.ts';
import { pythonOperations } from '../../../bin/sdk/python/operations.ts';
import { pythonFiles } from '../../../bin/sdk/python/write.ts';
import { routes } from '../../../sdk/node/generated/routes.ts';
import { isRepeatable } from '../../../sdk/node/retries.ts';

const document: ApiDocument = JSON.parse(JSON.stringify(describeApi()));
const sources = 'sdk/python/bellhop';
const read = (name: string) => readFileSync(`${sources}/${name}`, 'utf8');

test('types, routes, problems and the client that does not wait are those of the API now (npm run openapi writes them)', () => {
  const files = [...pythonFiles(document)];

  expect(files.length).toBeGreaterThan(10);
  for (const [name, text] of files) expect([name, read(name)]).toEqual([name, text]);
  const written = new Set(files.map(([name]) => name));
  expect(globSync('_sync/*.py', { cwd: sources }).filter((name) => !written.has(name.replaceAll('\\', '/')))).toEqual([]);
});

test('there is a method of the Python package for each call that an app may make', () => {
  const modules = globSync('_async/*.py', { cwd: sources }).map(read);
  const called = new Set(modules.flatMap((text) => [...text.matchAll(/\broutes\.(\w+)/g)].map(([, name]) => name)));

  expect([...called].sort()).toEqual(
    pythonOperations(document)
      .map(({ name }) => name)
      .sort(),
  );
});

test('both packages try the same calls again', () => {
  const [, list = ''] = /HARMLESS_POSTS = frozenset\(([^)]*)\)/.exec(read('_retries.py')) ?? [];
  const inPython = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  const inNode = Object.entries(routes).filter(
    ([name, route]) => route.method === 'POST' && !('takesKey' in route) && isRepeatable(name as keyof typeof routes, route),
  );

  expect(inPython.sort()).toEqual(inNode.map(([name]) => snake(name)).sort());
});
