import { dirname } from 'node:path';
import { npx } from '../sdk/npx.ts';

/**
 * Holds a tarball to what npm and compilers ask of a package, and shows what they say.
 * @throws Error when there is a fault.
 */
export function checkTarball(tarball: string): void {
  const cwd = dirname(tarball);
  npx(['publint@0.3.25', 'run', tarball, '--strict'], { cwd });
  npx(['@arethetypeswrong/cli@0.18.5', tarball, '--profile', tarball.includes('bellhop-node') ? 'node16' : 'esm-only'], { cwd });
}
