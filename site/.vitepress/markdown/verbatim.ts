import type { MarkdownRenderer } from 'vitepress';

/** Leaves `{{ … }}` as it is written: pages of VitePress are templates of Vue, and ours are not. */
export function verbatim(md: MarkdownRenderer): void {
  md.core.ruler.push('verbatim', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? []))
      if (token.type === 'code_inline') token.attrSet('v-pre', '');
  });
  md.renderer.rules.text = (tokens, at) => md.utils.escapeHtml(tokens[at]?.content ?? '').replaceAll('{{', '&#123;&#123;');
}
