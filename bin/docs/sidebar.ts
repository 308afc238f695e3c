import { posix } from 'node:path';
import { siteLink } from './site-links.ts';

/** A part of the contents, and its pages in their order. */
export type Section = { title: string; entries: Entry[] };

/** A page, what it is for, and its file in the project. `under` is the file of the page that stands for its folder, named before it in its row. */
export type Entry = { title: string; task: string; file: string; under?: string };

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
    const linked = [...links.matchAll(/\[([^\]]+)\]\(([^)#\s]+)[^)]*\)/g)];
    const [, , first = ''] = linked[0] ?? [];
    const entries = linked.map(([, words = '', path = ''], at) => ({
      title: words.charAt(0).toUpperCase() + words.slice(1),
      task,
      file: posix.join(folder, path),
      ...(at > 0 && first.endsWith('/README.md') && { under: posix.join(folder, first) }),
    }));
    sections.at(-1)?.entries.push(...entries.filter(({ file }) => !seen.has(file) && seen.add(file)));
  }
  return sections.filter(({ entries }) => entries.length > 0);
}

/** An entry of the site's sidebar, as VitePress takes it. */
export type SidebarItem = { text: string; link?: string; target?: string; collapsed?: boolean; items?: SidebarItem[] };

/** Makes the sidebar of the contents. Sections after the first are closed, so that a reader sees where in all of it a page stands. */
export function sidebarOf(sections: readonly Section[], pages: ReadonlyMap<string, string>): SidebarItem[] {
  const itemOf = ({ title: text, file }: Entry): SidebarItem => {
    const { to } = siteLink('README.md', file, { pages, kindOf: () => 'file' });
    return { text, link: to.replace(/\.md$/, ''), ...(to.endsWith('.html') && { link: to, target: '_self' }) };
  };
  return sections.map(({ title, entries }, at) => ({
    text: title,
    collapsed: at > 0,
    items: entries
      .filter(({ under }) => under === undefined)
      .map((entry) => {
        const items = entries.filter(({ under }) => under === entry.file).map(itemOf);
        return { ...itemOf(entry), ...(items.length > 0 && { items }) };
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
