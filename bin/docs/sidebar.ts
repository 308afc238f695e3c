import { posix } from 'node:path';
import { siteLink } from './site-links.ts';

/** A part of the contents, and its pages in their order. */
export type Section = { title: string; entries: Entry[] };

/** A page, what it is for, and its file in the project. */
export type Entry = { title: string; task: string; file: string };

const row = /^\| (?<task>.+?) \| (?<links>.+) \|$/;

/**
 * Reads the contents of the documentation, `docs/README.md`: each heading with a table is a section, each link of a table's last
 * column an entry. A page that stands in two rows is listed at the first.
 */
export function readContents(text: string, folder = 'docs'): Section[] {
  const seen = new Set<string>();
  const sections: Section[] = [];
  for (const line of text.split('\n')) {
    const [, title] = /^## (.+)$/.exec(line) ?? [];
    if (title !== undefined) sections.push({ title, entries: [] });
    const { task, links } = row.exec(line)?.groups ?? {};
    if (task === undefined || links === undefined) continue;
    const entries = [...links.matchAll(/\[([^\]]+)\]\(([^)#\s]+)[^)]*\)/g)].map(([, words = '', path = '']) => ({
      title: words.charAt(0).toUpperCase() + words.slice(1),
      task,
      file: posix.join(folder, path),
    }));
    sections.at(-1)?.entries.push(...entries.filter(({ file }) => !seen.has(file) && seen.add(file)));
  }
  return sections.filter(({ entries }) => entries.length > 0);
}

/** An entry of the site's sidebar, as VitePress takes it. */
export type SidebarItem = { text: string; link?: string; target?: string; items?: SidebarItem[] };

/** Makes the sidebar of the contents. */
export function sidebarOf(sections: readonly Section[], pages: ReadonlyMap<string, string>): SidebarItem[] {
  return sections.map(({ title, entries }) => ({
    text: title,
    items: entries.map(({ title: text, file }) => {
      const { to } = siteLink('README.md', file, { pages, kindOf: () => 'file' });
      return { text, link: to.replace(/\.md$/, ''), ...(to.endsWith('.html') && { link: to, target: '_self' }) };
    }),
  }));
}

/** Makes the sidebar of the decisions, from their index: each by its number and title, newest first. */
export function sidebarOfDecisions(index: string): SidebarItem[] {
  const rows = [...index.matchAll(/^\| \[(\d{4})\]\(([\w-]+)\.md\) \| (.+?) \| \d{4}-/gm)];
  const items = rows.map(([, number = '', file = '', title = '']) => ({
    text: `${number} ${title.charAt(0).toUpperCase()}${title.slice(1).replaceAll('`', '')}`,
    link: `/decisions/${file}`,
  }));
  return [{ text: 'Decisions', link: '/decisions/', items: items.reverse() }];
}
