/** An e-mail's HTML without the line that its link to unsubscribe is in: what a dry run shows of it. */
export function htmlWithoutUnsubscribe(html: string): string {
  return html.replace(/<p\b[^>]*><a href="https?:\/\/[^"]+\/u\/[^"]+"[^>]*>[^<]+<\/a><\/p>/, '');
}
