// `node local/build-demo.ts <folder>` builds the client as it ships, and the demo's app, which uses it as a customer's would.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildClient } from '../bin/client.ts';
import { sources } from '../lib/places.ts';

const [, , folder = ''] = process.argv;
const client = join(folder, 'client');

mkdirSync(client, { recursive: true });
for (const [name, text] of await buildClient()) writeFileSync(join(client, name), text);
await build({
  absWorkingDir: sources,
  entryPoints: ['local/demo/app.tsx'],
  outdir: join(folder, 'demo'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  tsconfigRaw: '{}', // the demo's own names the client's sources, for its types
  minify: true,
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: { '@bellhop/client': client },
  nodePaths: [join(sources, 'node_modules')], // where the built client finds react
  logLevel: 'error',
});
copyFileSync(join(client, 'push-worker.js'), join(folder, 'demo', 'push-worker.js')); // beside the page that it serves
