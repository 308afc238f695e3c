import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import * as compiler from 'vue/compiler-sfc';
import { mendedSidebar } from '../../bin/docs/mends.ts';
import { readContents, sidebarOf, sidebarOfDecisions } from '../../bin/docs/sidebar.ts';
import { apiReference, headingId } from '../../bin/docs/site-links.ts';
import { sitePages } from '../../bin/docs/site-pages.ts';
import { drawings } from './markdown/drawings.ts';
import { projectLinks } from './markdown/project-links.ts';
import { verbatim } from './markdown/verbatim.ts';
import { writeBeside } from './write-beside.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = sitePages(root);
const sections = readContents(read('docs/README.md'));
const tasks = new Map(sections.flatMap(({ entries }) => entries.map(({ file, task }) => [file, task] as const)));
const others = globSync('**/*.md', { cwd: root, exclude: ['**/node_modules', '**/dist'] }).filter((file) => !pages.has(file));
const copied = new Set<string>();
const project = { pages, kindOf };
const sourceOf = (path: string) => relative(root, path).replaceAll('\\', '/');

export default defineConfig({
  title: 'Bellhop',
  description: 'Notifications for your app, in your own AWS account.',
  lang: 'en',
  srcDir: '..',
  srcExclude: others,
  rewrites: Object.fromEntries(pages),
  outDir: 'dist',
  cacheDir: 'node_modules/.cache',
  appearance: true,
  ignoreDeadLinks: [/^\/(?:api|files)\//], // what is written beside the pages; bin/docs/dead-links.ts looks at all of them
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: '/bell.svg' }],
    ['link', { rel: 'alternate', type: 'text/markdown', title: 'All pages, for language models', href: '/llms.txt' }],
  ],
  vue: { compiler }, // the site's own; the folder above has another, for the client's tests
  vite: {
    publicDir: join(root, 'site/public'),
    plugins: [
      {
        name: 'mended-sidebar',
        enforce: 'pre',
        transform: (code: string, id: string) => (id.endsWith('/VPSidebarItem.vue') ? mendedSidebar(code) : undefined),
      },
    ],
    esbuild: { tsconfigRaw: { compilerOptions: { target: 'es2022' } } }, // what is shared with the benches has a target that this esbuild does not know
    build: { chunkSizeWarningLimit: 2_000 }, // the index that is searched
  },
  markdown: {
    attrs: { disable: true }, // GitHub shows {…} as it stands
    anchor: { slugify: headingId },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      md.use(projectLinks, { project, copied, sourceOf });
      md.use(drawings);
      md.use(verbatim);
    },
  },
  transformPageData(page) {
    const file = [...pages].find(([, route]) => route === page.relativePath)?.[0] ?? '';
    const task = tasks.get(file);
    return { ...(task !== undefined && { description: `${task.charAt(0).toUpperCase()}${task.slice(1)}.` }) };
  },
  themeConfig: {
    logo: '/bell.svg',
    nav: [
      { text: 'Get started', link: '/start' },
      { text: 'Documentation', link: '/pages' },
      { text: 'API', link: apiReference, target: '_self' },
      { text: 'What it costs', link: '/bill' },
      { text: 'Decisions', link: '/decisions/' },
    ],
    sidebar: {
      '/decisions/': sidebarOfDecisions(read('docs/decisions/README.md')),
      '/': [{ text: 'Get started', link: '/start' }, ...sidebarOf(sections, pages)],
    },
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          searchOptions: {
            boost: { title: 8, text: 2, titles: 2 },
            // how it is done, before how it is made, what it was elsewhere and when it came; and a page before a part of one.
            // The function is sent to the browser as its text, so it may name nothing outside of itself.
            boostDocument: (id: string, _term: string, stored?: Record<string, unknown>) => {
              const isAside = /\/(decisions|coming-from)\/|\/(changelog|contributing)\.html|^\/#/.test(id);
              const isInside = /\/(architecture|data-model|aws-limits|local|rehearsal|sam|restore)\.html/.test(id);
              const isPage = Array.isArray(stored?.titles) && stored.titles.length === 0;
              return (isAside ? 0.12 : isInside ? 0.5 : 1) * (isPage ? 1.4 : 1);
            },
          },
        },
      },
    },
    footer: { message: 'MIT licence. Nothing on these pages is loaded from elsewhere.' },
  },
  buildEnd: ({ outDir }) => writeBeside({ root, outDir, pages, sections, copied }),
});

/** Says what there is at a path of the project. */
function kindOf(path: string): 'file' | 'folder' | undefined {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? 'folder' : 'file';
}
