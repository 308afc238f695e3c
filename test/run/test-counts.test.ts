import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestCounts } from './test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellhop-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function counts(changes: Record<string, number>, code?: number) {
  const file = join(folder, 'result.json');
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numRuntimeErrorTestSuites: 0 };
  writeFileSync(file, JSON.stringify({ ...none, ...changes }));
  return readTestCounts(file, code);
}

test('a green run counts its tests', () => {
  expect(counts({ numPassedTests: 5, numPendingTests: 1 }, 0)).toEqual({
    passed: 5,
    failed: 0,
    detail: '5 passed, 1 skipped',
  });
});

test('a file that cannot be loaded is a failure of its own', () => {
  expect(counts({ numPassedTests: 5, numFailedTests: 2, numRuntimeErrorTestSuites: 1 }, 1)).toMatchObject({
    passed: 5,
    failed: 3,
  });
});

test('a run without tests has failed', () => {
  expect(counts({}, 0)).toMatchObject({ failed: 1, detail: 'no tests ran' });
});

test('a run that only skipped has failed', () => {
  expect(counts({ numPendingTests: 3 }, 0)).toMatchObject({ failed: 1 });
});

test.each([
  ['an exit code', 1],
  ['a kill', undefined],
])('%s that no test accounts for has failed', (_, code) => {
  expect(counts({ numPassedTests: 5 }, code)).toMatchObject({ passed: 5, failed: 1 });
});

test('a crash that left no result has failed', () => {
  expect(readTestCounts(join(folder, 'missing.json'), 1)).toMatchObject({ passed: 0, failed: 1 });
});
