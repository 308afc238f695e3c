import { posix } from 'node:path';

/** The address of the API reference, which is no page of the generator's. */
export const apiReference = '/api/index.html';

/** Where a link of a page leads in the site. `copied` is a file of the project that the site has to have beside its pages. */
export type SiteLink = { to: string; copied?: string };

/** What a link is looked up in: the pages by their file, and what else there is at a path of the project. */
export type Project = { pages: ReadonlyMap<string, string>; kindOf(path: string): 'file' | 'folder' | undefined };

/**
 * Finds where a link of the page `from` leads in the site; a link out of the project, or into the same page, stays as it is.
 * @throws Error when the project has no such file.
 */
export function siteLink(from: string, href: string, { pages, kindOf }: Project): SiteLink {
  if (/^(?:[a-z][a-z+.-]*:|#|\/)/i.test(href)) return { to: href };
  const [path = '', heading] = href.split('#');
  const target = posix.join(posix.dirname(from), decodeURI(path)).replace(/\/$/, '');
  const behind = heading === undefined ? '' : `#${heading}`;
  if (target === 'docs/openapi.json') return { to: apiReference };
  const page = pages.get(target) ?? pages.get(`${target}/README.md`);
  if (page !== undefined) return { to: `/${page}${behind}` };
  const kind = kindOf(target);
  if (kind === undefined) throw new Error(`${from} links to ${href}, and there is no ${target}`);
  return { to: `/files/${target}${kind === 'folder' ? '/index.html' : ''}`, copied: target };
}

/** Names a heading as GitHub does, so that a link to it holds in both. */
export function headingId(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
