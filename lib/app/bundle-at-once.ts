import { execFileSync } from 'node:child_process';
import { codeOfBundles } from '../handlers/bundles.ts';
import type { CodeOf } from '../handlers/handler-function.ts';
import { sourceFile, sources } from '../places.ts';
import { OwnerError } from '../settings/owner-error.ts';
import type { BundleOrder } from './bundle-program.ts';

/**
 * Checks workflows and bundles every handler with them, as a constructor has to: at once, in a process of its own, for esbuild's plugins
 * take their time.
 * @throws OwnerError with what is wrong with the workflows.
 */
export function bundleAtOnce(order: BundleOrder): CodeOf {
  const program = [sourceFile('lib/app/bundle-program'), JSON.stringify(order)];
  try {
    const folder = execFileSync(process.execPath, program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return codeOfBundles(sources, folder);
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new OwnerError(said || String(error), { cause: error });
  }
}
