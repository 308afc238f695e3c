#!/usr/bin/env node
/**
 * Runs the command `bellhop` of the package, under Node 24, which it fetches once where an older one is installed.
 * Plain JavaScript, because it runs on every Node from 20 on.
 */
import * as modules from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../launch/cache-folder.mjs';
import { goOn } from '../launch/go-on.mjs';
import { setUpNode } from '../launch/set-up.mjs';
import { SetUpFailed } from '../launch/set-up-failed.mjs';
import { endWithNpm } from '../launch/signals.mjs';

const program = new URL('./run.js', import.meta.url);

try {
  const node = await setUpNode();
  if (node === process.execPath) {
    const compiled = join(cacheFolder(), 'compiled');
    process.env.NODE_COMPILE_CACHE ??= compiled; // of what this starts
    modules.enableCompileCache(process.env.NODE_COMPILE_CACHE);
    endWithNpm();
    await import(program.href);
  } else goOn(node, [fileURLToPath(program), ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof SetUpFailed)) throw error;
  process.stderr.write(`bellhop: ${error.message}\n`);
  process.exitCode = 1;
}
