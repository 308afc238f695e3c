import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildClient } from '../../bin/client.ts';
import { blocksOf, textsOf } from '../docs/blocks.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { anApp } from './an-app.ts';
import { complaintsAbout } from './compile.ts';

const run = promisify(execFile);
const readme = readFileSync(join(import.meta.dirname, '../../client/README.md'), 'utf8');
const blocks = [
  ...blocksOf('client/README.md').filter(({ language }) => /^tsx?$/.test(language)),
  ...blocksOf('docs/push.md').filter(({ text }) => text.includes("from '@bellhop/client/push'")),
];

let tarball: string; // packed as the README says
beforeAll(async () => {
  const command = /^npm pack .*$/m.exec(readme)?.[0] ?? '';
  const folder = scratchFolder();
  await run('sh', ['-c', `${command} --pack-destination '${folder}'`], { cwd: join(import.meta.dirname, '../..') });
  tarball = join(folder, readdirSync(folder)[0] ?? '');
});

/** What a program of an app that has installed the package prints, in Node, where there is no window. */
async function printed(program: string): Promise<string> {
  const file = join(await anApp(tarball, { react: 19 }), 'app.mjs');
  writeFileSync(file, program);
  return (await run(process.execPath, [file])).stdout;
}

const namesIn = async (file: string) => (await run('tar', ['-tzf', file])).stdout.trim().split('\n').sort();

test('the tarball holds scripts, types, licence and README, and no source', async () => {
  const names = await namesIn(tarball);

  expect(names).toEqual(
    expect.arrayContaining(['package/LICENSE', 'package/README.md', 'package/package.json', 'package/dist/index.js']),
  );
  expect(names.filter((name) => !/^package\/(LICENSE|README\.md|package\.json|dist\/.*\.(js|d\.ts))$/.test(name))).toEqual([]);
});

test('it holds every script that is built, and no other', async () => {
  const scripts = (await namesIn(tarball)).filter((name) => name.endsWith('.js'));
  const built = [...(await buildClient()).keys()].map((name) => `package/dist/${name}`);

  expect(scripts).toEqual(built.sort());
});

test('everything that the package exports can be imported on a server', async () => {
  const program = `
    for (const name of ['', '/inbox', '/inbox/german', '/inbox/arabic', '/react', '/vue', '/svelte']) {
      console.log(Object.keys(await import('@bellhop/client' + name)).sort().join(' '));
    }`;

  const [core, inbox, german, arabic, react, vue, svelte] = (await printed(program)).split('\n');

  expect(core).toBe(
    'BellhopError browserEnvironment createClient createInbox createPreferences emptyInbox eraseOffline readCount',
  );
  expect(inbox).toContain('BellhopInbox');
  expect([german, arabic]).toEqual(['german', 'arabic']);
  expect(react).toBe('BellhopInbox BellhopProvider createClient useBellhop useInbox usePreferences useUnread useUnreadCount');
  expect(vue).toBe('createClient provideBellhop useBellhop useInbox usePreferences useUnread');
  expect(svelte).toBe('createClient createStores');
});

test('an error of the client is one and the same, whichever entry it came from', async () => {
  const program = `
    import { BellhopError } from '@bellhop/client';
    import { createClient } from '@bellhop/client/inbox';
    const client = createClient({ baseUrl: 'http://x', getToken: () => 't', fetch: async () => { throw new TypeError('no'); } });
    await client.list().catch((error) => console.log(error instanceof BellhopError, error.code));`;

  expect(await printed(program)).toBe('true network\n');
});

// Next.js draws on the server whatever does not say so, and there are neither hooks nor contexts there
test('what uses React says "use client", and nothing else does: a server calls the rest', async () => {
  const dist = join(await anApp(tarball, { react: 19 }), 'node_modules/@bellhop/client/dist');
  const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));
  const textOf = (name: string) => readFileSync(join(dist, name), 'utf8');

  const usingReact = scripts.filter((name) => /\bfrom\s*["']react["']/.test(textOf(name)));

  expect(usingReact).toEqual(['react.js']);
  expect(scripts.filter((name) => /^["']use client["']/.test(textOf(name)))).toEqual(usingReact);
});

/** What a component of Vue or Svelte runs. */
const scriptOf = (component: string) => /<script[^>]*>(.*)<\/script>/s.exec(component)?.[1] ?? '';

/** A page without a framework: the element's properties and its event. */
const plainPage = `
  import { createClient, type BellhopOpenEvent, type Texts } from '@bellhop/client/inbox';
  import { german } from '@bellhop/client/inbox/german';
  const bell = document.createElement('bellhop-inbox');
  bell.client = createClient({ baseUrl: '/api', getToken: () => 'a token' });
  bell.texts = { ...german, title: 'Meldungen' } satisfies Texts;
  bell.addEventListener('bellhop-open', ({ detail }: BellhopOpenEvent) => detail.item.action_url?.toUpperCase());`;

test.each([
  ['bundler', 18],
  ['bundler', 19],
  ['nodenext', 18],
  ['nodenext', 19],
] as const)('every block of the README, and a plain page, compile for "%s" and React %d', async (resolution, react) => {
  const app = await anApp(tarball, { react });
  const files = Object.fromEntries(blocks.map(({ language, text }, place) => [`block-${place}.${language}`, text]));
  const scripts = textsOf('client/README.md', 'vue').concat(textsOf('client/README.md', 'svelte')).map(scriptOf);
  for (const [place, text] of scripts.entries()) files[`component-${place}.ts`] = text;

  expect(Object.keys(files).join(' ')).toBe(
    'block-0.ts block-1.ts block-2.ts block-3.tsx block-4.ts component-0.ts component-1.ts',
  );
  expect(complaintsAbout(app, { ...files, 'page.ts': plainPage }, resolution)).toEqual([]);
});

test('types are those of the contract, and a mistake is found', async () => {
  const wrong = `
    import { createClient, type FeedItem } from '@bellhop/client';
    createClient({ baseUrl: 1, getToken: () => '' });
    export const item = { priority: 'loud' } as const satisfies Partial<FeedItem>;`;

  expect(complaintsAbout(await anApp(tarball, { react: 19 }), { 'wrong.ts': wrong }, 'nodenext')).toEqual([
    expect.stringContaining("Type 'number' is not assignable to type 'string'"),
    expect.stringContaining(`Type '"loud"' is not assignable to type '"low" | "normal" | "high" | "urgent"`),
  ]);
});
