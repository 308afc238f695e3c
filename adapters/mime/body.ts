import type { Email } from '../../core/delivery/ports/providers.ts';
import type { MailFile } from './files.ts';
import { parameter } from './parameter.ts';
import { quotedPrintable } from './quoted-printable.ts';

type Texts = Pick<Email, 'text' | 'html' | 'invitation'>;

/**
 * Writes the body with the headers that describe it: both texts, images that the HTML shows, an invitation as a third text, where
 * calendars look for it (RFC 6047), and files at the end.
 */
export function writeBody({ text, html, invitation }: Texts, files: readonly MailFile[]): string {
  const shown = files.filter(({ contentId }) => contentId !== undefined);
  const attached = files.filter(({ contentId }) => contentId === undefined);
  const page = textPart('text/html; charset=utf-8', html);
  const calendar = invitation && files.at(-1); // written last
  const texts = multipart('alternative', 'part', [
    textPart('text/plain; charset=utf-8', text),
    shown.length === 0 ? page : multipart('related', 'related', [page, ...shown.map(filePart)]),
    ...(calendar
      ? [`Content-Type: ${calendar.type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(calendar.content)}\r\n`]
      : []),
  ]);
  return attached.length === 0 ? texts : multipart('mixed', 'mixed', [texts, ...attached.map(filePart)]);
}

/** Several parts as one. "=_" cannot occur in quoted-printable or base64, so that nothing ends its part, and no boundary begins another. */
function multipart(kind: string, name: string, parts: readonly string[]): string {
  const boundary = `=_${name}`;
  const within = parts.map((part) => `--${boundary}\r\n${part}`).join('');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${within}--${boundary}--\r\n`;
}

function textPart(type: string, content: string): string {
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(content)}\r\n`;
}

function filePart({ filename, type, content, contentId }: MailFile): string {
  const disposition = `${contentId === undefined ? 'attachment' : 'inline'}${parameter('filename', filename)}`;
  const id = contentId === undefined ? '' : `Content-ID: <${contentId}>\r\n`;
  return `Content-Type: ${type}\r\nContent-Disposition: ${disposition}\r\n${id}Content-Transfer-Encoding: base64\r\n\r\n${inLines(content)}\r\n`;
}

/** Writes base64 in lines of 76 characters (RFC 2045 section 6.8). */
function inLines(base64: string): string {
  return base64.replace(/.{76}(?=.)/g, '$&\r\n');
}
