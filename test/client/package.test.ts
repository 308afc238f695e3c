import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildClient } from '../../bin/client.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';

const root = join(import.meta.dirname, '../..');

/** What a program of an app that has installed the package prints, in Node, where there is no window. */
async function printed(program: string): Promise<string> {
  const app = scratchFolder();
  const installed = join(app, 'node_modules/@bellhop/client');
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, 'client/package.json'), join(installed, 'package.json'));
  symlinkSync(join(root, 'node_modules/react'), join(app, 'node_modules/react'));
  mkdirSync(join(installed, 'dist'));
  for (const [name, text] of await buildClient()) writeFileSync(join(installed, 'dist', name), text);
  writeFileSync(join(app, 'app.mjs'), program);
  return (await promisify(execFile)(process.execPath, [join(app, 'app.mjs')])).stdout;
}

test('everything that the package exports can be imported on a server', async () => {
  const program = `
    for (const name of ['', '/inbox', '/inbox/german', '/react']) {
      console.log(Object.keys(await import('@bellhop/client' + name)).sort().join(' '));
    }`;

  const [core, inbox, german, react] = (await printed(program)).split('\n');

  expect(core).toBe('BellhopError browserEnvironment createClient createInbox createPreferences emptyInbox');
  expect(inbox).toContain('BellhopInbox');
  expect(german).toBe('german');
  expect(react).toBe('BellhopInbox BellhopProvider createClient useBellhop useInbox usePreferences useUnreadCount');
});

test('an error of the client is one and the same, whichever door it came through', async () => {
  const program = `
    import { BellhopError } from '@bellhop/client';
    import { createClient } from '@bellhop/client/inbox';
    const client = createClient({ baseUrl: 'http://x', getToken: () => 't', fetch: async () => { throw new TypeError('no'); } });
    await client.list().catch((error) => console.log(error instanceof BellhopError, error.code));`;

  expect(await printed(program)).toBe('true network\n');
});
