import type { DryRunChannel } from '../api/types.ts';
import type { EmailFacts } from './email-checks.ts';

type Email = NonNullable<DryRunChannel['copy']['email']>;

/** Reads of an e-mail what its checks go by. Nothing in it runs or is loaded. */
export function readEmail({ subject, html, text }: Email, { isRequired }: { isRequired: boolean }): EmailFacts {
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  return {
    subject,
    htmlBytes: new TextEncoder().encode(html).length,
    text,
    words: wordsOf(page),
    links: [...page.querySelectorAll('a[href]')].map((link) => ({
      href: link.getAttribute('href') ?? '',
      text: readableText(link),
    })),
    images: [...page.querySelectorAll('img')].map((image) => ({
      src: image.getAttribute('src') ?? '',
      ...(image.hasAttribute('alt') && { alt: image.getAttribute('alt') ?? '' }),
    })),
    refused: [...page.querySelectorAll('script, form, iframe, object, embed, video, audio, input, button')].map(
      ({ localName }) => localName,
    ),
    isRequired,
    isFramed: page.querySelector('.frame') !== null,
  };
}

/** Its styles say nothing here, and the browser would complain of each, as this page allows none in HTML. */
function withoutStyles(html: string): string {
  return html.replaceAll(/<style\b[\s\S]*?<\/style>|\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, '');
}

function wordsOf(page: Document): string {
  for (const silent of page.querySelectorAll('style, script, title, [data-skip-in-text]')) silent.remove();
  return (page.body.textContent ?? '').replaceAll(/[\s\p{DI}]+/gu, ' ').trim();
}

/** What is read of a link: its words, or the text in the place of its picture. */
function readableText(link: Element): string {
  const pictures = [...link.querySelectorAll('img')].map((image) => image.alt).join(' ');
  return `${link.textContent ?? ''} ${pictures}`.replaceAll(/[\s\p{DI}]+/gu, ' ').trim();
}
