import { asciiAddress } from '../../contract/channels/email/email-address.ts';
import type { Email } from '../../core/delivery/ports/providers.ts';
import { writeBody } from './body.ts';
import { encodeText, encodeWords } from './encoded-word.ts';
import { filesOf } from './files.ts';
import { extraHeaders, fromOf, replyToOf, type Sender } from './mailbox.ts';

/**
 * Writes an e-mail as MIME with a text and an HTML part, and its files (RFC 5322, RFC 2046). No value can begin a header of its own.
 * Its own few lines rather than a library's 92 KB: docs/decisions/0005 and 0311.
 */
export function writeMime(email: Email, sender: Sender): string {
  const { notificationId, to, cc = [], subject, at, unsubscribeUrl } = email;
  const from = fromOf(email, sender);
  const extra = extraHeaders({ ...email, ...(unsubscribeUrl && { unsubscribeUrl: bare(unsubscribeUrl) }) }); // an address cannot be folded
  const headers = {
    From: mailbox(from),
    To: bare(asciiAddress(to)),
    ...(cc.length > 0 && { Cc: cc.map((address) => bare(asciiAddress(address))).join(',\r\n ') }),
    'Reply-To': bare(replyToOf(email, sender)),
    Subject: encodeText(subject),
    'Message-ID': `<${bare(notificationId)}@${bare(asciiAddress(from.address).split('@').at(-1) ?? '')}>`,
    Date: at.toUTCString().replace('GMT', '+0000'),
    ...Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, foldLine(name, value)])),
    'MIME-Version': '1.0',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join('')}${writeBody(email, filesOf(email, sender))}`;
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

/** A header's value on lines of 78 characters, broken where it has spaces; nothing in it can end the header. */
function foldLine(name: string, value: string): string {
  const words = value
    .replaceAll(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .split(' ');
  let length = name.length + 1;
  return words
    .map((word, place) => {
      const breaks = place > 0 && length + 1 + word.length > 78;
      length = breaks ? word.length + 1 : length + 1 + word.length;
      return `${place === 0 ? '' : breaks ? '\r\n ' : ' '}${word}`;
    })
    .join('');
}
