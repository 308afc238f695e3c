// npm run pack [-- <folder>] [--version <version>] [--check] → the tarballs of every package that is published
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTarball } from './check-tarball.ts';
import { pack } from './pack.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { version: { type: 'string' }, check: { type: 'boolean', default: false } },
});
const { INIT_CWD: typedIn = process.cwd() } = process.env;
const folder = positionals[0] === undefined ? join(import.meta.dirname, '../../dist/packages') : resolve(typedIn, positionals[0]);

for (const tarball of await pack({ folder, ...(values.version !== undefined && { version: values.version }) })) {
  console.log(`${tarball}  ${Math.round(statSync(tarball).size / 1024)} kB`);
  if (values.check) checkTarball(tarball);
}
