/** What SES changes in the HTML of an e-mail, by what its configuration set is asked for. */
export type Tracks = readonly ('open' | 'click')[];

/** A link of the web, but for one with SES's mark, which the first group takes with it. */
const anchor = /<a (ses:no-track )?([^>]*?)href="(https?:\/\/[^"]*)"/g;

/**
 * Writes an e-mail as SES does on its way: a picture at its end, and links that lead by SES, here by the local system.
 * https://docs.aws.amazon.com/ses/latest/dg/faqs-metrics.html
 */
export function trackedHtml(html: string, id: string, tracks: Tracks): string {
  const linked = tracks.includes('click') ? rewriteLinks(html, (place) => `${trackingPath(id)}/links/${place}`) : html;
  if (!tracks.includes('open')) return linked;
  const picture = `<img src="${trackingPath(id)}/open.gif" alt="" width="1" height="1">`;
  return linked.includes('</body>') ? linked.replace('</body>', `${picture}$&`) : linked + picture;
}

/** The links of an e-mail that SES would rewrite, in their order. */
export function trackedLinks(html: string): string[] {
  return [...html.matchAll(anchor)].flatMap(([, mark, , href = '']) => (mark === undefined ? [unescaped(href)] : []));
}

function trackingPath(id: string): string {
  return `/local/outbox/${encodeURIComponent(id)}`;
}

function rewriteLinks(html: string, to: (place: number) => string): string {
  let place = 0;
  return html.replace(anchor, (whole, mark, before) => {
    if (mark !== undefined) return whole.replace(mark, '');
    const href = to(place);
    place += 1;
    return `<a ${before}href="${href}"`;
  });
}

function unescaped(href: string): string {
  return href.replaceAll('&amp;', '&');
}
