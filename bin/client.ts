// Builds what @bellhop/client ships: one ES module per entry, and what they share once. `node bin/client.ts` writes client/dist.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { minify } from '@swc/core';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';

/** The languages of the component that are files of their own; English is in the component itself. */
export const clientLanguages = ['arabic', 'dutch', 'french', 'german', 'italian', 'portuguese', 'spanish'];

/**
 * With `directives`, "use client" would go; without `sequences`, gzip finds more that repeats; `unsafe_methods` writes a function in an object
 * as a method, which is safe unless somebody calls one with `new`.
 */
const compress = { passes: 3, directives: false, sequences: false, unsafe_methods: true } as const;

const root = join(import.meta.dirname, '..');

const forBrowsers = {
  absWorkingDir: root,
  outdir: 'client/dist',
  write: false,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** Bundles the client for browsers; answers each file's text by its name. esbuild bundles, swc makes it 2 % smaller still. */
export async function buildClient(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    ...forBrowsers,
    entryPoints: {
      index: 'client/index.ts',
      inbox: 'client/inbox/define.ts',
      ...Object.fromEntries(clientLanguages.map((name) => [name, `client/inbox/languages/${name}.ts`])),
      react: 'client/react/index.ts',
      vue: 'client/vue/index.ts',
      svelte: 'client/svelte/index.ts',
    },
    external: ['react', 'vue'], // the app's own
    splitting: true,
    plugins: [minifiedStyles],
  });
  // a service worker is one script, and who has no push shall not load what is shared with it
  const push = { push: 'client/push/push.ts', 'push-worker': 'client/push/worker.ts' };
  outputFiles.push(...(await build({ ...forBrowsers, entryPoints: push })).outputFiles);
  const files = new Map<string, string>();
  for (const { path, text } of outputFiles) {
    const { code } = await minify(text, { module: true, ecma: 2022, compress, mangle: { toplevel: true } });
    files.set(basename(path), code);
  }
  return files;
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

/** Writes all that the package ships, scripts and types, into `folder`, and nothing else stays there. */
export async function writeClient(folder: string): Promise<void> {
  const { clientTypes } = await import('./client-types.ts'); // with the compiler, which whoever only serves scripts does without
  const types = [...clientTypes(clientLanguages)].map(([name, text]) => [join('types', name), text] as const);
  await rm(folder, { recursive: true, force: true }); // a script that was split otherwise last time
  for (const [name, text] of [...(await buildClient()), ...types]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

if (import.meta.main) await writeClient(join(root, 'client/dist'));
