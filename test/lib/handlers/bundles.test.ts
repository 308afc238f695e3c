import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listHandlers } from '../../../lib/handlers/build-handlers.ts';
import { bundleHandlers } from '../../../lib/handlers/bundles.ts';
import { scratchFolder } from '../scratch-folder.ts';

/** A project that has these files and nothing else. */
function projectOf(files: Record<string, string>): string {
  const project = scratchFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  return project;
}

const twoHandlers = {
  'lambdas/users/hello.ts':
    "import { greet } from '../../core/greet.ts'; export async function handler() { return greet('Ada'); }",
  'lambdas/publishing/in/work.ts': "export async function handler(): Promise<string> { return 'done'; }",
  'lambdas/shell/on-http.ts': 'export const notAHandler = true;',
  'core/greet.ts': "export function greet(name: string): string { return 'Hello '.concat(name); }",
};

test('handlers are the files below lambdas/, but for the shell', () => {
  expect(listHandlers(projectOf(twoHandlers))).toEqual(['publishing/in/work', 'users/hello']);
});

test('each handler becomes a folder with one CommonJS file that a function can load, and its map beside it', async () => {
  const outdir = scratchFolder();

  await bundleHandlers(projectOf(twoHandlers), outdir);

  expect(readdirSync(join(outdir, 'bundles/users/hello')).sort()).toEqual(['index.js', 'index.js.map']);
  const module = { exports: {} as { handler(): Promise<string> } };
  new Function('module', 'exports', readFileSync(join(outdir, 'bundles/users/hello/index.js'), 'utf8'))(module, module.exports);
  await expect(module.exports.handler()).resolves.toBe('Hello Ada');
});

test('the same source makes the same bundle, wherever it is made', async () => {
  const bundle = async () => {
    const outdir = scratchFolder();
    await bundleHandlers(projectOf(twoHandlers), outdir);
    return readFileSync(join(outdir, 'bundles/users/hello/index.js'), 'utf8');
  };

  expect(await bundle()).toBe(await bundle());
});

test('a bundle of an earlier synthesis does not stay when its handler is gone', async () => {
  const outdir = scratchFolder();
  const { 'lambdas/publishing/in/work.ts': _, ...oneHandler } = twoHandlers;

  await bundleHandlers(projectOf(twoHandlers), outdir);
  await bundleHandlers(projectOf(oneHandler), outdir);

  expect(readdirSync(join(outdir, 'bundles')).sort()).toEqual(['metafile.json', 'users']);
});

test('a handler that the stack names and nobody wrote stops the synthesis by its name', async () => {
  const codeOf = await bundleHandlers(projectOf(twoHandlers), scratchFolder());

  expect(() => codeOf('users/goodbye')).toThrow(
    'the stack has a function for lambdas/users/goodbye.ts, but there is no such file; the handlers are publishing/in/work, users/hello',
  );
});

test('a handler that does not bundle stops the synthesis with its place', async () => {
  const broken = projectOf({ 'lambdas/users/hello.ts': "import { greet } from './greet.ts'; export const handler = greet;" });

  await expect(bundleHandlers(broken, scratchFolder())).rejects.toThrow(
    /^the handlers do not bundle: [\s\S]*lambdas\/users\/hello\.ts:1:22: ERROR: Could not resolve/,
  );
});
