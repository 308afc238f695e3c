import { existsSync, readFileSync } from 'node:fs';

/** The counts of jest's result file that matter here. */
type JestResult = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
};

/**
 * How many tests passed and failed, from jest's result file and exit code.
 * A file that could not run counts as a failed test; so does a crash, a run of no tests, and a failure jest cannot put down to a test.
 */
export function readTestCounts(file: string, code: number | undefined): { passed: number; failed: number; detail: string } {
  if (!existsSync(file)) return { passed: 0, failed: 1, detail: 'jest gave no result' };
  const result: JestResult = JSON.parse(readFileSync(file, 'utf8'));
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  if (passed + failed === 0) return { passed, failed: 1, detail: 'no tests ran' };
  if (failed === 0 && code !== 0) return { passed, failed: 1, detail: `no test failed, but jest ended with ${code ?? 'a kill'}` };
  const skipped = result.numPendingTests > 0 ? `, ${result.numPendingTests} skipped` : '';
  return {
    passed,
    failed,
    detail: `${passed} passed${skipped}`,
  };
}
