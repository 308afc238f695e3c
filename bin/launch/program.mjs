import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpFailed } from './set-up-failed.mjs';

/**
 * The file to run: a path is one of the project's; a bare name is a program that one of its packages brings,
 * found in the lockfile because node_modules/.bin holds shell scripts on Windows.
 * @throws SetUpFailed when there is no such program.
 */
export function findProgram(root, name = '') {
  const file = name.includes('/') ? join(root, name) : programOfPackage(root, name);
  if (file && existsSync(file)) return file;
  throw new SetUpFailed(`there is no program "${name}"; usage: node bin/launch.mjs <file or program> [arguments]`);
}

function programOfPackage(root, name) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const owner = Object.keys(packages).find((path) => packages[path].bin?.[name]);
  return owner && join(root, owner, packages[owner].bin[name]);
}
