import { readFileSync } from 'node:fs';
import { describeApi } from '../../bin/openapi/document.ts';
import { type ApiDocument, areTypesOf, printRoutes, serverPart } from '../../bin/sdk/generate.ts';
import { Bellhop } from '../../sdk/node/index.ts';

const document: ApiDocument = JSON.parse(JSON.stringify(describeApi()));
const generated = (name: string) => readFileSync(`sdk/node/generated/${name}.ts`, 'utf8');

test('types and routes of the Node SDK are those of the API now (npm run openapi writes them)', () => {
  expect(generated('routes')).toBe(printRoutes(document));
  expect(areTypesOf(generated('api'), document)).toBe(true);
});

test('types that somebody has changed are no longer those of the API', () => {
  expect(areTypesOf(generated('api').replace('id: string', 'id: number'), document)).toBe(false);
  expect(areTypesOf(generated('api'), { ...document, paths: {} })).toBe(false);
});

/** Every method of a resource, and of the resources in it. */
function methodsOf(resource: object): ((...args: unknown[]) => unknown)[] {
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).filter((name) => name !== 'constructor');
  const inner = Object.values(resource).filter((value) => typeof value === 'object');
  return [
    ...own.map((name) => (resource as never)[name] as () => unknown).map((method) => method.bind(resource)),
    ...inner.flatMap(methodsOf),
  ];
}

test('there is a method for each call that an app may make, and none makes another', async () => {
  const made = new Set<string>();
  const answer = { data: [], notifications: [], canceled: [], too_late: [] };
  const bellhop = new Bellhop({
    url: 'http://x',
    key: 'k',
    fetch: async (url, init) => {
      made.add(`${init?.method} ${decodeURIComponent(new URL(String(url)).pathname)}`);
      return Response.json(answer);
    },
  });
  const methods = Object.values(bellhop).flatMap((resource: object) => methodsOf(resource));

  for (const method of methods) {
    const said = await method('{1}', '{2}', {});
    if (typeof said === 'object' && said !== null && Symbol.asyncIterator in said)
      for await (const _ of said as AsyncIterable<unknown>);
  }

  const described = Object.entries(serverPart(document).paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${withNumbers(path)}`),
  );
  expect([...made].sort()).toEqual(described.sort());
});

/** A path with its names numbered, as the calls above fill them. */
function withNumbers(path: string): string {
  let count = 0;
  return path.replaceAll(/\{\w+\}/g, () => {
    count += 1;
    return `{${count}}`;
  });
}
