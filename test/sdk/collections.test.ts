import { globSync, readFileSync } from 'node:fs';
import { describeApi } from '../../bin/openapi/document.ts';
import { collectedRequests } from '../../bin/sdk/collections/requests.ts';
import { notTold } from '../../bin/sdk/collections/story.ts';
import { collectionFiles } from '../../bin/sdk/collections/write.ts';
import type { ApiDocument } from '../../bin/sdk/generate.ts';

const document: ApiDocument = JSON.parse(JSON.stringify(describeApi()));

test('docs/api has the collections of the API now (npm run openapi writes them)', () => {
  const files = collectionFiles(document);
  const there = globSync('**/*.*', { cwd: 'docs/api' }).map((name) => name.replaceAll('\\', '/'));

  expect(there.sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files) expect([name, readFileSync(`docs/api/${name}`, 'utf8')]).toEqual([name, text]);
});

test('each call of the API is in the collections once, unless it is said why not', () => {
  const collected = collectedRequests(document).map(({ operation }) => operation);
  const described = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));

  expect(collected.sort()).toEqual(described.filter((name) => !notTold.has(name)).sort());
});

test('what a request needs of another was kept before', () => {
  const kept = new Set(['url', 'key']);
  for (const { operation, url, bearer, body, keeps } of collectedRequests(document)) {
    const needed = [...`${url} ${JSON.stringify(body)} ${bearer ? `{{${bearer}}}` : ''}`.matchAll(/\{\{(\w+)\}\}/g)].map(
      ([, name]) => name,
    );
    expect([operation, ...needed.filter((name) => !kept.has(name ?? ''))]).toEqual([operation]);
    for (const name of Object.keys(keeps)) kept.add(name);
  }
});
