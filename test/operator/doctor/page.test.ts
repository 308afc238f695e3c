import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../../../bin/operator/doctor/checks.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/doctor.md'), 'utf8');

test('the page lists every check that there is, in its order and words', () => {
  const rows = Object.entries(checks).flatMap(([about, list]) =>
    list.map(({ name, why }) => `| \`${name}\` | ${about} | ${why} |`),
  );
  const [, table = ''] = /\| check \| about \|.*\n\|[-|]+\n((?:\|.*\n)*)/.exec(page) ?? [];

  expect(rows.length).toBeGreaterThan(20);
  expect(table.trimEnd().split('\n')).toEqual(rows);
});
