import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { scratchFolder } from '../../lib/scratch-folder.ts';

/** Where each React lies: the project's own, and one that is there for these tests. */
const packages = {
  18: join(import.meta.dirname, '../react-18/node_modules'),
  19: join(import.meta.dirname, '../../../node_modules'),
};

/** The app as a bundler of its owner's would make it, with one React or the other: its files by path, and what a server draws. */
export async function buildApp(react: 18 | 19): Promise<{ files: Map<string, string>; drawn: string }> {
  const options: BuildOptions = {
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    loader: { '.css': 'text' },
    alias: { react: join(packages[react], 'react'), 'react-dom': join(packages[react], 'react-dom') },
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  };
  const page = await build({
    ...options,
    entryPoints: [join(import.meta.dirname, 'page.tsx')],
    outdir: '/',
    splitting: true,
    write: false,
  });
  return { files: new Map(page.outputFiles.map(({ path, text }) => [path, text])), drawn: await draw(options) };
}

/** On a server there is no window, and no document. */
async function draw(options: BuildOptions): Promise<string> {
  const outfile = join(scratchFolder(), 'draw.cjs');
  const entryPoints = [join(import.meta.dirname, 'draw.tsx')];
  await build({ ...options, entryPoints, outfile, platform: 'node', format: 'cjs' });
  return (await promisify(execFile)(process.execPath, [outfile])).stdout;
}
