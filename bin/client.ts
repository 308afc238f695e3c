// Builds what @bellhop/client ships: one ES module per entry, and what they share once. `node bin/client.ts` writes client/dist.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildResult, build, type Plugin, transform } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Bundles the client for browsers; `write: false` keeps the files in the answer. */
export function buildClient(outdir: string, { write = true } = {}): Promise<BuildResult<{ metafile: true; write: boolean }>> {
  return build({
    absWorkingDir: root,
    entryPoints: { index: 'client/index.ts', inbox: 'client/inbox/define.ts', german: 'client/inbox/german.ts' },
    outdir,
    write,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    plugins: [minifiedStyles],
  });
}

/** Style sheets are imported as texts; esbuild minifies what it knows to be one. */
const minifiedStyles: Plugin = {
  name: 'minified-styles',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    }),
};

if (import.meta.main) await buildClient(join(root, 'client/dist'));
