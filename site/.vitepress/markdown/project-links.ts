import type { MarkdownRenderer } from 'vitepress';
import { apiReference, type Project, siteLink } from '../../../bin/docs/site-links.ts';

type Options = { project: Project; copied: Set<string>; sourceOf(path: string): string };

/** Turns links between files of the project, which hold on GitHub, into links between pages of the site. */
export function projectLinks(md: MarkdownRenderer, { project, copied, sourceOf }: Options): void {
  md.core.ruler.push('project-links', ({ tokens, env }) => {
    const path = env?.realPath ?? env?.path;
    if (path === undefined) return; // a title, by itself
    const from = sourceOf(path);
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href === null) continue;
      const link = siteLink(from, href, project);
      token.attrSet('href', link.to);
      if (link.copied !== undefined) copied.add(link.copied);
      if (link.copied !== undefined || link.to === apiReference) token.attrSet('target', '_self'); // no page of the site's own
    }
  });
}
