import { asciiAddress } from '../../contract/channels/email/email-address.ts';
import type { Email } from '../../core/delivery/ports/providers.ts';
import { encodeText, encodeWords } from './encoded-word.ts';
import { extraHeaders } from './mailbox.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** Who an e-mail is from, and where answers go. */
export type Sender = { from: { name: string; address: string }; replyTo: string };

const boundary = '=_part'; // "=_" cannot occur in quoted-printable, so no text can end its part

/**
 * Writes an e-mail as MIME with a text and an HTML part (RFC 5322, RFC 2046). No value can begin a header of its own.
 * Its own few lines rather than a library's 92 KB: docs/decisions/0005.
 */
export function writeMime(
  { notificationId, to, subject, text, html, at, unsubscribeUrl }: Email,
  { from, replyTo }: Sender,
): string {
  const headers = {
    From: mailbox(from),
    To: bare(asciiAddress(to)),
    'Reply-To': bare(asciiAddress(replyTo)),
    Subject: encodeText(subject),
    'Message-ID': `<${bare(notificationId)}@${bare(asciiAddress(from.address).split('@').at(-1) ?? '')}>`,
    Date: at.toUTCString().replace('GMT', '+0000'),
    ...extraHeaders(unsubscribeUrl && bare(unsubscribeUrl)), // an address cannot be folded
    'MIME-Version': '1.0',
    'Content-Type': `multipart/alternative; boundary="${boundary}"`,
  };
  const part = (type: string, content: string) =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(content)}\r\n`;
  return [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`),
    '\r\n',
    part('text/plain', text),
    part('text/html', html),
    `--${boundary}--\r\n`,
  ].join('');
}

/** A display name and its address, folded between the two when they do not fit on a line of 78 with "From: ". */
function mailbox({ name, address }: Sender['from']): string {
  const before = phrase(name);
  const angled = `<${bare(asciiAddress(address))}>`;
  return before.length + angled.length > 71 ? `${before}\r\n ${angled}` : `${before} ${angled}`;
}

/** A display name: in quotes when it is plain, since commas and dots have a meaning in an address header. */
function phrase(name: string): string {
  const encoded = encodeText(name);
  if (encoded.startsWith('=?')) return encoded;
  const quoted = `"${encoded.replace(/["\\]/g, '\\$&')}"`;
  return quoted.length > 70 ? encodeWords(encoded) : quoted; // a name of quotation marks doubles when they are escaped
}

/** An address or id without anything that could end it early or begin something else. */
function bare(value: string): string {
  return value.replace(/[^\x21-\x7e]|["<>,;\\]/g, '');
}
