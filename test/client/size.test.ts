import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What a web app's own bundler makes of `source`: minified, React left out, gzipped as a server would. */
async function shipped(source: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['react', '../inbox/define.ts'],
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

test('client with poller, and all that it loads later, is at most 7 KB, as docs/architecture.md promises', async () => {
  const { bytes } = await shipped(everything);

  expect(bytes).toBeGreaterThan(1_000); // something was weighed
  expect(bytes).toBeLessThanOrEqual(7_000);
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

test('the hooks add at most 1 KB', async () => {
  const hooks = await shipped("export * from '../../client/index.ts'; export * from '../../client/react/index.ts'");
  const { bytes } = await shipped(everything);

  expect(hooks.bytes - bytes).toBeLessThanOrEqual(1_000);
});
