import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { compile } from 'svelte/compiler';
import { closeBrowser, openPage } from './open-page.ts';

const root = join(import.meta.dirname, '../..');

const start = `
  import { createClient } from './client/index.ts';
  import './client/inbox/define.ts';
  import { inMemoryFetch } from './test/client/react/in-memory-fetch.ts';
  const client = createClient({ baseUrl: 'https://api.example.com', getToken: () => 'a token', fetch: inMemoryFetch });`;

/** The element beside what each framework makes of the unread count, as client/README.md says. */
const apps = {
  Vue: `${start}
    import { createApp, h } from 'vue';
    import { provideBellhop, useUnread } from './client/vue/index.ts';
    createApp({
      setup() {
        const bellhop = provideBellhop(client);
        const unread = useUnread(bellhop);
        return () => h('main', [
          h('output', unread.value.count + ' unread'),
          h('bellhop-inbox', { '.client': bellhop.client, '.inbox': bellhop.inbox }),
        ]);
      },
    }).mount('#root');`,
  Svelte: `import { mount } from 'svelte'; import App from 'app'; mount(App, { target: document.querySelector('#root') });`,
};

const svelteApp = `<script>${start}
  import { createStores } from './client/svelte/index.ts';
  const { inbox, unread } = createStores(client);
</script>
<output>{$unread.count} unread</output>
<bellhop-inbox {client} {inbox}></bellhop-inbox>`;

async function serve(contents: string) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['browser'],
    loader: { '.css': 'text' },
    define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    plugins: [
      {
        name: 'svelte-app',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^app$/ }, () => ({ path: 'app', namespace: 'app' }));
          onLoad({ filter: /./, namespace: 'app' }, () => ({
            contents: compile(svelteApp, { generate: 'client' }).js.code,
            resolveDir: root,
          }));
        },
      },
    ],
    logLevel: 'silent',
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', url === '/page.js' ? 'text/javascript' : 'text/html');
    response.end(
      url === '/page.js'
        ? script
        : '<!doctype html><title>app</title><div id="root"></div><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((done) => server.close(done).closeAllConnections()),
  };
}

describe('an app with another framework in a browser', () => {
  afterAll(closeBrowser);

  test.each(Object.entries(apps))('%s: what is read in the element counts beside it, and one inbox asks', async (_, source) => {
    const served = await serve(source);
    const { page, context, complaints } = await openPage(served.url);
    await page.getByText('2 unread', { exact: true }).waitFor();

    await page.getByRole('button', { name: /2 unread/ }).click();
    await page.getByRole('link', { name: 'second' }).hover();
    await page.getByRole('button', { name: 'Mark as read' }).first().click();
    await page.getByText('1 unread', { exact: true }).waitFor();

    const calls = await page.evaluate(() => (globalThis as unknown as { calls: string[] }).calls);
    expect(calls.filter((call) => call.startsWith('GET'))).toEqual(['GET /v1/me/notifications']);
    expect(complaints).toEqual([]);
    await context.close();
    await served.stop();
  });
});
