import { posix } from 'node:path';

/** The files of a built site by their path, and the text of those that are pages. */
export type BuiltSite = { files: ReadonlySet<string>; pages: ReadonlyMap<string, string> };

/** Finds the links of a built site that lead to no file of it, or to no heading of its page; those out of the site are not followed. */
export function deadLinks({ files, pages }: BuiltSite): string[] {
  const idsOf = new Map([...pages].map(([path, text]) => [path, idsIn(text)]));
  return [...pages].flatMap(([path, text]) =>
    linksIn(text).flatMap((link) => {
      const { file, heading } = targetOf(path, link);
      if (!files.has(file)) return [`${path}: ${link} leads to no file`];
      const isThere = heading === '' || idsOf.get(file)?.has(heading) !== false;
      return isThere ? [] : [`${path}: ${link} leads to no heading of ${file}`];
    }),
  );
}

/** The links and pictures of a page that stay in the site, each once. */
function linksIn(text: string): string[] {
  const all = [...text.matchAll(/<(?:a|img|link|script)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
  return [...new Set(all)].filter((link) => link !== '' && !/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(link));
}

function idsIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id));
}

function targetOf(page: string, link: string): { file: string; heading: string } {
  const { pathname, hash } = new URL(link, `http://site/${page}`);
  const path = decodeURIComponent(pathname).slice(1);
  const file = path === '' || path.endsWith('/') ? posix.join(path, 'index.html') : path;
  return { file, heading: decodeURIComponent(hash.slice(1)) };
}
