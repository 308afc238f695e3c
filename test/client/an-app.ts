import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scratchFolder } from '../lib/scratch-folder.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Where each React and its types lie. */
const modules = { 18: join(root, 'test/client/react-18/node_modules'), 19: join(root, 'node_modules') };

/** A folder outside of the project, with nothing in it but that tarball, installed, Vue, and one React: the app of a customer. */
export async function anApp(tarball: string, { react }: { react: 18 | 19 }): Promise<string> {
  const app = scratchFolder();
  const installed = join(app, 'node_modules/@bellhop/client');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
  mkdirSync(join(app, 'node_modules/@types'));
  for (const name of ['react', '@types/react']) symlinkSync(join(modules[react], name), join(app, 'node_modules', name));
  symlinkSync(join(root, 'node_modules/vue'), join(app, 'node_modules/vue'));
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }');
  return app;
}
