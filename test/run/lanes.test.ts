import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesOf, sharing, synthesizing } from './groups.ts';

const tests = join(import.meta.dirname, '..');

test('whatever starts a process that files share is known to the lane of those files', () => {
  const starting = globSync('**/*.ts', { cwd: tests, exclude: ['run/**'] }).filter((path) =>
    readFileSync(join(tests, path), 'utf8').includes("/shared-process.ts'"),
  );

  const names = starting.map((path) => basename(path, '.ts'));
  const known = [sharing, synthesizing].flatMap(({ source }) => /\((\w[\w|-]+)\)/.exec(source)?.[1]?.split('|') ?? []);
  expect(names.sort()).toEqual(known.sort());
});

test('every file of tests runs once, alone or in a group, and most of them in groups', () => {
  const paths = globSync('**/*.test.ts', { cwd: tests }).map((path) => join(tests, path));
  const groups = paths.map(filesOf);

  expect(groups.flat().sort()).toEqual(paths.sort());
  expect(groups.filter((group) => group.length > 1).flat().length).toBeGreaterThan(paths.length / 2);
});
