// samples/bell/ → an app made by its framework's own tool, with the page's files over it, built, served, and looked at in Chromium
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../local/ports.ts';
import { closeBrowser, openPage } from '../../browser/open-page.ts';
import { runLine } from '../command.ts';
import { startLine } from '../sam/running-line.ts';
import { assert } from '../step.ts';
import type { LocalSystem } from './local-system.ts';
import { installed, installOurs } from './node.ts';
import { type Sample, using } from './sample.ts';

/** An app of a framework, by the lines that its page has. */
type App = {
  name: string;
  /** Makes it, with the framework's own tool. */
  create: string;
  build: string;
  serve: (port: number) => string;
  /** Whether the framework's own server has the route for tokens. */
  mints?: true;
};

const vite = (name: string): App => ({
  name,
  create: `create-vite ${name} --template ${name} --no-interactive`,
  build: 'vite build',
  serve: (port) => `vite preview --host 127.0.0.1 --port ${port} --strictPort`,
});

const apps: readonly App[] = [
  vite('react'),
  vite('vue'),
  vite('svelte'),
  {
    name: 'next',
    create:
      'create-next-app next --empty --js --app --no-tailwind --no-eslint --no-src-dir --import-alias "@/*" --use-npm --skip-install --disable-git --yes',
    build: 'next build',
    serve: (port) => `next start --hostname 127.0.0.1 --port ${port}`,
    mints: true,
  },
];

export const bells: readonly Sample[] = apps.map((app) => ({
  name: `bell-${app.name}`,
  steps: [
    { name: `made by ${app.create.split(' ')[0]}, and built`, run: (system: LocalSystem) => make(app, system) },
    { name: 'served: its bell rings', run: (system: LocalSystem) => look(app, system) },
  ],
}));

let ready: Promise<string> | undefined;

/** The folder in which the apps are made, with what they need above them. */
function workplace(): Promise<string> {
  ready ??= installed('samples/bell').then(async (folder) => {
    for (const workspace of ['client', 'sdk/node'] as const) await installOurs(workspace, folder);
    return folder;
  });
  return ready;
}

function settings(folder: string, { url, told }: LocalSystem): NodeJS.ProcessEnv {
  const addresses = { VITE_BELLHOP_URL: url, NEXT_PUBLIC_BELLHOP_URL: url, NEXT_TELEMETRY_DISABLED: '1', CI: '1' };
  return { ...process.env, NODE_OPTIONS: '', ...told, ...addresses, PATH: `${folder}/node_modules/.bin:${process.env.PATH}` };
}

async function make({ name, create, build }: App, system: LocalSystem): Promise<string> {
  const folder = await workplace();
  const env = settings(folder, system);
  rmSync(join(folder, name), { recursive: true, force: true });
  await runLine(`cd "${folder}" && ${create}`, env);
  cpSync(join('samples/bell', name), join(folder, name), { recursive: true });
  await runLine(`cd "${folder}/${name}" && ${build}`, env);
  return `${create.split(' ').slice(0, 4).join(' ')}, ${build}`;
}

async function look({ name, serve, mints }: App, system: LocalSystem): Promise<string> {
  const folder = await workplace();
  const [port, tokens] = [await freePort(), await freePort()];
  const env = { ...settings(folder, system), TOKEN_SERVER: `http://127.0.0.1:${tokens}` };
  const serving = startLine(`cd "${folder}/${name}" && exec ${serve(port)}`, env, /Local/);
  if (mints) return using(serving, () => seeTheBellRing(`http://127.0.0.1:${port}/`, system, name));

  cpSync('samples/bell/server.js', join(folder, 'server.js'));
  const minting = startLine(
    `cd "${folder}" && echo up && exec "${process.execPath}" server.js`,
    { ...env, PORT: String(tokens) },
    /up/,
  );
  return using(minting, () => using(serving, () => seeTheBellRing(`http://127.0.0.1:${port}/`, system, name)));
}

async function seeTheBellRing(url: string, { ask }: LocalSystem, name: string): Promise<string> {
  const title = `It works in ${name}`;
  const { page, complaints } = await openPage(url);
  try {
    await page.getByRole('button', { name: /^Notifications/ }).waitFor();
    const before = await page.locator('header output').textContent();
    await ask('POST', '/v1/notifications', { workflow: 'rent-due', recipients: ['ada'], data: { day: title } });
    await page.waitForFunction((was) => document.querySelector('header output')?.textContent !== was, before);
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByText(title).waitFor();
    assert(complaints.length === 0, complaints.join('; '));
    return `"${(await page.locator('header output').textContent())?.trim()}", and the item`;
  } finally {
    await closeBrowser();
  }
}
