import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { pagesFolder } from '../../local/build-pages.ts';
import { textsOf } from '../docs/blocks.ts';
import { eventually } from '../journeys/local-system.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

const text = readFileSync('docs/bell.md', 'utf8');
const blocks = (language: string) => textsOf('docs/bell.md', language);
const [nodeServer = '', bellScript = ''] = blocks('js');
const [pythonServer = ''] = blocks('python');
const [plainPage = ''] = blocks('html');
const [reactPage = ''] = blocks('jsx');
const [curl = ''] = blocks('sh');

describe('docs/bell.md, as pasted', () => {
  let localSystem: LocalSystem;
  let folder: string;
  let open: OpenPage;
  let server: ChildProcess;

  beforeAll(async () => {
    localSystem = await startLocalSystem();
    folder = mkdtempSync(join(tmpdir(), 'bellhop-docs-'));
  });

  afterEach(async () => {
    server?.kill();
    await open?.context.close();
  });

  afterAll(async () => {
    await closeBrowser();
    await localSystem?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const here = (block: string) => block.replaceAll('http://127.0.0.1:4620', localSystem.system.url);

  /** Runs a server of the page; answers where it is. */
  async function startServer(program: string, name: string, source: string): Promise<string> {
    const file = join(folder, name);
    const port = await freePort();
    writeFileSync(file, source);
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      BELLHOP_URL: localSystem.system.url,
      BELLHOP_KEY: localSystem.key(),
      PORT: `${port}`,
    };
    server = spawn(program, [file], { env, stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    await eventually('the server answers', () => fetch(`${url}/other`, { method: 'POST' }).catch(() => undefined));
    return url;
  }

  /** Opens these files as the app's, where the deployed page would be. */
  async function openApp(files: Record<string, string>, serverUrl: string): Promise<void> {
    open = await openPage('about:blank');
    const app = new URL('/app.html', localSystem.system.url).href;
    for (const [name, body] of Object.entries(files)) {
      const contentType = name.endsWith('.html') ? 'text/html' : 'text/javascript';
      const headers = { 'content-security-policy': "default-src 'self'" };
      await open.context.route(new URL(name, app).href, (route) => route.fulfill({ body, contentType, headers }));
    }
    await open.context.route('**/bellhop/*', async (route) =>
      route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/bellhop/', '/client/') }) }),
    );
    await open.context.route('**/bellhop-token', async (route) =>
      route.fulfill({ response: await route.fetch({ url: `${serverUrl}/bellhop-token` }) }),
    );
    await open.page.goto(app);
    await open.page.getByRole('button', { name: /^Notifications/ }).waitFor();
  }

  async function expectUpdate(): Promise<void> {
    const badge = open.page.locator('.badge');
    const before = (await localSystem.as('ada', 'GET', '/v1/me/notifications/unread-count')).body.counts.unread;
    await promisify(execFile)('sh', ['-c', here(curl)]);
    await eventually('the bell rings', async () => Number(await badge.textContent()) === before + 1);
    await open.page.getByRole('button', { name: /^Notifications/ }).click();
    await open.page.getByText('Your bell has just rung.').first().waitFor();
    expect(open.complaints).toEqual([]);
  }

  test('a page under development may ask, from where the text says and from nowhere else', async () => {
    expect(text).toContain('every port of `127.0.0.1` and `localhost` is allowed already');
    const allowedOf = async (origin: string) => {
      const headers = {
        Origin: origin,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
      };
      const response = await fetch(`${localSystem.system.url}/v1/me/notifications`, { method: 'OPTIONS', headers });
      return response.headers.get('access-control-allow-origin') ?? undefined;
    };
    const hosts = ['http://127.0.0.1', 'http://localhost'];
    const origins = hosts.flatMap((host) => [`${host}:3000`, `${host}:5173`, `${host}:8081`]);

    expect(await Promise.all(origins.map(allowedOf))).toEqual(origins);
    expect(await allowedOf('http://192.168.1.7:3000')).toBeUndefined();
  });

  test('a plain page and a server in Node', async () => {
    const url = await startServer(process.execPath, 'server.mjs', nodeServer);

    await openApp({ 'app.html': plainPage, 'bell.js': here(bellScript) }, url);

    await expectUpdate();
  });

  (hasPython() ? test : test.skip)('a plain page and a server in Python', async () => {
    const url = await startServer('python3', 'server.py', pythonServer);

    await openApp({ 'app.html': plainPage, 'bell.js': here(bellScript) }, url);

    await expectUpdate();
  });

  test('a page with React', async () => {
    const url = await startServer(process.execPath, 'server.mjs', nodeServer);
    const { outputFiles } = await build({
      stdin: { contents: here(reactPage), loader: 'jsx', resolveDir: '.' },
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      alias: { '@bellhop/client': join(pagesFolder, 'client') },
    });

    const page = '<div id="root"></div><script type="module" src="/page.js"></script>';
    await openApp({ 'app.html': page, 'page.js': outputFiles[0]?.text ?? '' }, url);

    await expectUpdate();
    expect(await open.page.locator('header').first().textContent()).toMatch(/^\d+ unread/);
  });
});

function hasPython(): boolean {
  try {
    return execFileSync('python3', ['--version']).length > 0;
  } catch {
    process.stderr.write('the Python server of docs/bell.md: skipped, as there is no python3\n');
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
