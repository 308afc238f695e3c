import { globSync } from 'node:fs';
import { ownersFolder } from '../../lib/places.ts';
import { checkProject } from './check.ts';
import { runNode } from './run-node.ts';

/** Whether `bellhop test …` means the tests of the owner's project: the operator's `test` sends something, and is told by which channel. */
export function isOwnTest(args: readonly string[]): boolean {
  return args.length === 0 || args[0] === '--';
}

/** Checks the owner's workflows and runs their tests; what follows `--` goes to Node's test runner. */
export async function testProject([, ...options]: readonly string[]): Promise<void> {
  await checkProject();
  const files = globSync('test/**/*.test.{ts,mts,js,mjs}', { cwd: ownersFolder }).sort();
  if (files.length === 0) {
    console.log('tests: none; they would be test/*.test.ts');
    return;
  }
  const code = await runNode(['--test', ...options, ...files]);
  if (code !== 0) process.exitCode = code;
}
