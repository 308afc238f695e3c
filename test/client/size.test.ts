import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What a web app's own bundler makes of `source`: minified, frameworks left out, gzipped as a server would. */
async function shipped(source: string, later: readonly string[] = []) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['react', 'vue', '../inbox/define.ts', ...later],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const inputs = Object.entries(Object.values(metafile.outputs)[0]?.inputs ?? {});
  return {
    bytes: gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength,
    files: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
  };
}

const everything = "export * from '../../client/index.ts'";

test('client with poller is at most 7 KB, as docs/architecture.md promises, and what it loads later is small', async () => {
  const { bytes } = await shipped(everything, ['./live.ts', './offline.ts']);
  const all = await shipped(everything);

  expect(bytes).toBeGreaterThan(1_000); // something was weighed
  expect(bytes).toBeLessThanOrEqual(6_400);
  expect(all.bytes).toBeLessThanOrEqual(7_500);
});

test('nothing of the contract but its types gets to a browser, and no package', async () => {
  const { files } = await shipped(everything);

  expect(files).toContain('client/client.ts');
  expect(files.filter((path) => !path.startsWith('client/') && path !== '<stdin>')).toEqual([]);
});

test('calls alone bring no poller with them', async () => {
  const { files } = await shipped("export { createClient } from '../../client/index.ts'");

  expect(files).not.toContain('client/poller.ts');
});

test.each([
  ['react', 1_000],
  ['vue', 700],
  ['svelte', 500],
])('the hooks for %s add at most %d bytes', async (framework, limit) => {
  const hooks = await shipped(`export * from '../../client/index.ts'; export * from '../../client/${framework}/index.ts'`);
  const { bytes } = await shipped(everything);

  expect(hooks.bytes - bytes).toBeGreaterThan(100); // they are there
  expect(hooks.bytes - bytes).toBeLessThanOrEqual(limit);
});
