import { basename, dirname } from 'node:path';
import { npx } from '../sdk/npx.ts';

/** How each package can be imported: that of the Node SDK in both ways. The rest is ES modules; whoever only runs has no types. */
const typesOf: readonly (readonly [tarball: RegExp, options: readonly string[]])[] = [
  [/^bellhop-node-/, ['--profile', 'node16']],
  [
    /^bellhop-client-/, // a service worker is served, and never imported
    ['--profile', 'esm-only', '--exclude-entrypoints', 'push-worker.js', '--include-entrypoints', 'inbox/german'],
  ],
  [/^bellhop-\d/, ['--profile', 'esm-only']],
];

/**
 * Holds a tarball to what npm and compilers ask of a package, and shows what they say.
 * @throws Error when there is a fault.
 */
export function checkTarball(tarball: string): void {
  const cwd = dirname(tarball);
  npx(['publint@0.3.25', 'run', tarball, '--strict'], { cwd });
  const options = typesOf.find(([name]) => name.test(basename(tarball)))?.[1];
  if (options !== undefined) npx(['@arethetypeswrong/cli@0.18.5', tarball, '--no-emoji', ...options], { cwd });
}
