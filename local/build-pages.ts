import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isInstalled, ownersFolder, sourceFile, sources } from '../lib/places.ts';
import { makeUnlessMade } from './built-folder.ts';
import { endWithUs } from './processes.ts';
import { CannotStart } from './stopping.ts';

/** Where the built pages are kept: they are the project's, on whichever data it runs. The package brings its own. */
export const pagesFolder = isInstalled ? join(sources, 'pages') : join(ownersFolder, '.bellhop', 'pages');

const inputs = [
  'local/build-demo.ts',
  'bin/client.ts',
  'client',
  'local/demo',
  'local/console/delivery/tones.ts',
  'package-lock.json',
];

/**
 * Builds the client and the demo into `folder`, unless nothing has changed since the last time.
 * @throws CannotStart with what the compiler had to say.
 */
export async function buildPages(folder: string): Promise<void> {
  if (isInstalled) return;
  await makeUnlessMade(folder, { inputs, make: runBuild });
}

async function runBuild(folder: string): Promise<void> {
  try {
    const build = promisify(execFile)(process.execPath, [sourceFile('local/build-demo'), folder], { cwd: sources });
    endWithUs(build.child);
    await build;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new CannotStart(`the client could not be built:\n${said}`);
  }
}
