import type { MarkdownRenderer } from 'vitepress';

/** Draws blocks of mermaid, each named by the heading that it stands under. */
export function drawings(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence;
  if (fence === undefined) throw new Error('VitePress renders no blocks of code');
  md.renderer.rules.fence = (tokens, at, options, env, self) => {
    const token = tokens[at];
    if (token?.info.trim() !== 'mermaid') return fence(tokens, at, options, env, self);
    const heading = tokens.slice(0, at).findLastIndex(({ type }) => type === 'heading_open');
    const title = md.utils.escapeHtml(tokens[heading + 1]?.content.replaceAll('`', '') ?? 'Drawing');
    return `<MermaidDrawing title="${title}" code="${encodeURIComponent(token.content)}" />\n`;
  };
}
