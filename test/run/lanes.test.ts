import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const tests = join(import.meta.dirname, '..');

test('whatever starts a process that files share is known to the lane of those files', () => {
  const lanes = readFileSync(join(import.meta.dirname, 'sequencer.mjs'), 'utf8');
  const starting = globSync('**/*.ts', { cwd: tests }).filter((path) =>
    readFileSync(join(tests, path), 'utf8').includes("/shared-process.ts'"),
  );

  const names = starting.map((path) => basename(path, '.ts')).filter((name) => name !== 'lanes.test');
  expect(names.sort()).toEqual(/\((\w[\w|-]+)\)\\\.ts'/.exec(lanes)?.[1]?.split('|').sort());
});
