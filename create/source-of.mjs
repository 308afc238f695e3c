import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CannotCreate } from './cannot-create.mjs';

/**
 * Where a new project takes Bellhop from: our own version and what may follow it without a change of the owner's, or a tarball of it.
 * @throws CannotCreate when the folder of tarballs has none of our version.
 */
export function sourceOf(ownPackage, packages) {
  const { version } = JSON.parse(readFileSync(ownPackage, 'utf8'));
  if (packages === undefined) return `^${version}`;
  const tarball = join(resolve(packages), `bellhop-${version}.tgz`);
  if (existsSync(tarball)) return `file:${tarball}`;
  throw new CannotCreate(`there is no ${tarball}; npm run pack makes it`);
}
