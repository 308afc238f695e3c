import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const madeInTests: string[] = [];
const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
let isRunning = false; // jest takes no hook once tests run

/** Makes an empty folder that is gone when the test file is done, which may be one of several that share this module. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-test-'));
  if (isRunning) madeInTests.push(folder);
  else afterAll(() => remove(folder));
  return folder;
}

beforeAll(() => {
  isRunning = true;
});
afterAll(() => madeInTests.splice(0).forEach(remove));
