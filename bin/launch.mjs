/**
 * Starts a program of this project on a bare machine: `node bin/launch.mjs <file or program> [arguments]`.
 * Installs the lockfile's packages and fetches Node 24 where they are missing, then goes on under it.
 * Plain JavaScript without dependencies, because it runs before there are any, on every Node from 20 on.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goOn } from './launch/go-on.mjs';
import { findProgram } from './launch/program.mjs';
import { setUp } from './launch/set-up.mjs';
import { SetUpFailed } from './launch/set-up-failed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [program, ...args] = process.argv.slice(2);

try {
  const node = await setUp(root);
  goOn(node, [findProgram(root, program), ...args]);
} catch (error) {
  // a fault of the machine is one line to act on; a stack is for a fault of ours
  const expected = error instanceof SetUpFailed || error.code !== undefined;
  process.stderr.write(`bellhop: ${expected ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
