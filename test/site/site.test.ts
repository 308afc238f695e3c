// The site is made of the pages as they stand: which there are, in which order, and where their links lead. `npm run docs` builds it.
import { existsSync, readFileSync } from 'node:fs';
import { deadLinks } from '../../bin/docs/dead-links.ts';
import { groupedApi } from '../../bin/docs/grouped-api.ts';
import { llmsIndex, llmsWhole } from '../../bin/docs/llms.ts';
import { mendedRedoc, mendedSidebar } from '../../bin/docs/mends.ts';
import { namedAlternatives } from '../../bin/docs/named-alternatives.ts';
import { readContents, sidebarOf, sidebarOfDecisions } from '../../bin/docs/sidebar.ts';
import { headingId, siteLink } from '../../bin/docs/site-links.ts';
import { routeOf, sitePages } from '../../bin/docs/site-pages.ts';
import { textsOf } from '../docs/blocks.ts';

const pages = sitePages('.');
const sections = readContents(readFileSync('docs/README.md', 'utf8'));
const listed = sections.flatMap(({ entries }) => entries.map(({ file }) => file));

test('the contents name every page of the documentation, each once', () => {
  const inDocs = [...pages.keys()].filter((file) => file.startsWith('docs/') && !file.startsWith('docs/decisions/'));

  expect(inDocs.length).toBeGreaterThan(50);
  expect(inDocs.filter((file) => file !== 'docs/README.md' && !listed.includes(file))).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
});

test('no two pages of the site have one address', () => {
  expect(new Set(pages.values()).size).toBe(pages.size);
});

test.each([
  ['README.md', 'start.md'],
  ['docs/bell.md', 'bell.md'],
  ['docs/decisions/README.md', 'decisions/index.md'],
  ['docs/coming-from/knock.md', 'coming-from/knock.md'],
  ['client/README.md', 'client-package.md'],
  ['sdk/node/README.md', 'sdk-node-package.md'],
  ['site/index.md', 'index.md'],
])('%s is %s in the site', (file, route) => {
  expect(routeOf(file)).toBe(route);
});

describe('a link of a page', () => {
  const project = {
    pages: new Map([
      ['docs/bell.md', 'bell.md'],
      ['docs/decisions/README.md', 'decisions/index.md'],
      ['client/README.md', 'client-package.md'],
    ]),
    kindOf: (path: string) => (({ 'docs/deploy-policy.json': 'file', 'docs/api': 'folder' }) as const)[path],
  };

  test.each([
    ['docs/node.md', 'bell.md#in-react', '/bell.md#in-react'],
    ['docs/decisions/0001-a.md', '../bell.md', '/bell.md'],
    ['docs/bell.md', '../client/README.md#react', '/client-package.md#react'],
    ['README.md', 'docs/decisions/', '/decisions/index.md'],
    ['README.md', 'docs/openapi.json', '/api/index.html'],
    ['docs/bell.md', '#react', '#react'],
    ['docs/bell.md', 'https://example.com/a.md', 'https://example.com/a.md'],
    ['docs/bell.md', 'mailto:a@example.com', 'mailto:a@example.com'],
  ])('of %s to %s leads to %s', (from, href, to) => {
    expect(siteLink(from, href, project)).toEqual({ to });
  });

  test('to another file of the project takes that along', () => {
    expect(siteLink('docs/threat-model.md', 'deploy-policy.json', project)).toEqual({
      to: '/files/docs/deploy-policy.json',
      copied: 'docs/deploy-policy.json',
    });
  });

  test('to a folder without a page of its own leads to a list of its files', () => {
    expect(siteLink('docs/http-api.md', 'api/', project)).toEqual({ to: '/files/docs/api/index.html', copied: 'docs/api' });
  });

  test('to what is not there is named', () => {
    expect(() => siteLink('docs/node.md', 'bel.md', project)).toThrow(
      'docs/node.md links to bel.md, and there is no docs/bel.md',
    );
  });
});

test('headings are named as GitHub names them', () => {
  expect(headingId(' `npm run docs`: what it’s for, & why ')).toBe('npm-run-docs-what-its-for--why');
});

test('links of the built site that lead nowhere are found, to a page, a heading and a picture', () => {
  const index =
    '<a href="/a.html">a</a><a class="x" href="./a.html#b">b</a><a href="https://example.com/">away</a><a href="/files/x.json">x</a>';
  const a = '<h2 id="b">b</h2><a href="./">home</a><a href="#gone">gone</a><img alt="" src="/gone.webp"><a href="b.html">b</a>';

  const dead = deadLinks({
    files: new Set(['index.html', 'a.html', 'files/x.json']),
    pages: new Map([
      ['index.html', index],
      ['a.html', a],
    ]),
  });

  expect(dead).toEqual([
    'a.html: #gone leads to no heading of a.html',
    'a.html: /gone.webp leads to no file',
    'a.html: b.html leads to no file',
  ]);
});

test('the sidebar has the sections of the contents, and the decisions newest first', () => {
  const sidebar = sidebarOf(sections, pages);
  const [{ items = [] } = {}] = sidebarOfDecisions(readFileSync('docs/decisions/README.md', 'utf8'));

  expect(sidebar.map(({ text }) => text)).toEqual(sections.map(({ title }) => title));
  expect(sidebar.map(({ collapsed }) => collapsed)).toEqual([false, ...sections.slice(1).map(() => true)]);
  expect(sidebar[0]?.items?.find(({ text }) => text === 'Tutorials')?.items?.map(({ text }) => text)).toContain('Vue');
  expect(sidebar.flatMap(({ items = [] }) => items)).toContainEqual({ text: 'Publish', link: '/publishing' });
  expect(items.at(-1)).toEqual({
    text: '0001 One call of esbuild bundles every door',
    link: '/decisions/0001-one-call-of-esbuild',
  });
  expect(items.length).toBeGreaterThan(150);
});

test('the menu of the API has each route once, grouped by the first word of its path', () => {
  const { tags, paths, webhooks } = groupedApi({
    paths: { '/v1/users/{id}': { get: {}, put: { summary: 'Put' } }, '/v1/me/items': { get: {} }, '/u/{token}': { post: {} } },
    webhooks: { 'message.sent': { post: { summary: 'An event' } } },
  });

  const groups = ['Users', 'What a user calls', 'Links to unsubscribe', 'Events, told to webhooks'];
  expect(tags?.map(({ name }) => name)).toEqual(groups);
  expect(webhooks?.['message.sent']).toEqual({ post: { description: 'An event', summary: 'message.sent', tags: [groups[3]] } });
  expect(paths['/v1/users/{id}']).toEqual({ get: { tags: ['Users'] }, put: { summary: 'Put', tags: ['Users'] } });
  expect(paths['/u/{token}']).toEqual({ post: { tags: ['Links to unsubscribe'] } });
});

test('a version of Redoc or VitePress in which a fault is not as it was is named, and not passed over', () => {
  expect(() => mendedRedoc('another version')).toThrow("Redoc's script has not once: src:");
  expect(() => mendedSidebar('another version')).toThrow("VitePress's sidebar has not once: :tabindex");
});

test('alternatives in the reference of the API are named by what they ask for, or by the value that tells them apart', () => {
  const { components } = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
  const { PublishRequest, NewDevice, Event, Recipient } = namedAlternatives(components.schemas);
  const names = (of: { title?: string }[]) => of.map(({ title }) => title);

  expect(names(PublishRequest.oneOf)).toEqual(['recipients', 'topic', 'audience']);
  expect(names(NewDevice.oneOf).toSorted()).toEqual(['apns', 'fcm', 'web']);
  expect(names(Event.oneOf)).toEqual(expect.arrayContaining(['notification.accepted']));
  expect(Recipient.anyOf).toEqual(components.schemas.Recipient.anyOf);
});

test('language models get the pages with what each is for, and all texts in one file', () => {
  const source = {
    sections: [{ title: 'Build', entries: [{ title: 'Bell', task: 'put a bell into your app', file: 'docs/bell.md' }] }],
    textOf: (file: string) => `# Text of ${file}\n`,
    addressOf: (file: string) => `/${routeOf(file)}`,
  };

  expect(llmsIndex(source)).toMatch(
    /^# Bellhop\n\n> .+\n[\s\S]+\n## Build\n\n- \[Bell\]\(\/bell\.md\): put a bell into your app\n$/,
  );
  expect(llmsWhole(source)).toMatch(/\n<!-- docs\/bell\.md -->\n\n# Text of docs\/bell\.md\n$/);
});

test('what the start page shows to copy is on the pages that are tried', () => {
  expect(existsSync('site/index.md')).toBe(true);
  expect(textsOf('site/index.md', 'sh').length).toBeGreaterThan(1);
  for (const block of textsOf('site/index.md', 'sh')) expect(textsOf('README.md', 'sh')).toContain(block);
  for (const block of textsOf('site/index.md', 'ts')) expect(textsOf('docs/workflows.md', 'ts').join('')).toContain(block);
});
