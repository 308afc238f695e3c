import { readFileSync } from 'node:fs';
import { describeApi, printApi } from '../../bin/openapi.ts';
import { problems } from '../../contract/problems.ts';
import { routes } from '../../contract/routes.ts';

test('docs/openapi.json is what the routes and schemas say now (npm run openapi writes it)', () => {
  expect(readFileSync('docs/openapi.json', 'utf8')).toBe(printApi());
});

test('every route is described, and nothing else', () => {
  const { paths } = JSON.parse(JSON.stringify(describeApi()));
  const described = Object.entries<object>(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );

  expect(described.sort()).toEqual(
    Object.values(routes)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
});

test('every problem code has an example somewhere', () => {
  const text = JSON.stringify(describeApi());

  for (const code of Object.keys(problems)) expect(text).toContain(`"code":"${code}"`);
});
