import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Where the sources of a page lie, and under which folder of the address it is served. */
const places = { 'local/console': '', 'local/demo': 'demo' } as const;

/** Writes the pages of the local system as they are served, with nothing left to build: scripts are bundled, and the client is beside them. */
export async function buildPages(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await promisify(execFile)(process.execPath, [join(root, 'local/build-demo.ts'), folder], { cwd: root });
  await bundleScripts(folder);
  for (const [sources, place] of Object.entries(places)) copyPages(join(root, sources), join(folder, place));
  for (const name of ['uPlot.esm.js', 'uPlot.min.css'])
    cpSync(join(root, 'node_modules/uplot/dist', name), join(folder, 'uplot', name));
}

/** Bundles the scripts of the console and of what is served with it, but for the client and the plots, which are files beside them. */
export async function bundleScripts(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      console: 'local/console/console.ts',
      'openapi/openapi': 'local/console/openapi/openapi.ts',
      'demo/plain/plain': 'local/demo/plain/plain.ts',
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    target: 'esnext',
    minify: true,
    legalComments: 'none',
    external: ['/client/*', '/uplot/*'], // as they are served; `/*` would be every file of this machine
    tsconfigRaw: '{}', // theirs names the client's sources, for its types
    logLevel: 'error',
  });
}

/** Copies what is no script. A page names its script as the browser gets it here: TypeScript. */
function copyPages(sources: string, folder: string): void {
  for (const path of globSync('**/*.{html,css,svg,png}', { cwd: sources })) {
    const [from, to] = [join(sources, path), join(folder, path)];
    mkdirSync(dirname(to), { recursive: true });
    if (!path.endsWith('.html')) cpSync(from, to);
    else writeFileSync(to, readFileSync(from, 'utf8').replaceAll(/(<script [^>]*src="[^"]+)\.ts"/g, '$1.js"'));
  }
}
