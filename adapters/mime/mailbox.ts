import { asciiAddress } from '../../contract/channels/email/email-address.ts';
import type { Email } from '../../core/delivery/ports/providers.ts';

/** Who an e-mail is from, and where answers go. */
export type Sender = { from: { name: string; address: string }; replyTo: string };

/** A display name in quotes and its address, for an API that takes it as text: `"Repairs, Ada" <ada@example.com>`. */
export function mailboxText({ name, address }: { name: string; address: string }): string {
  return `"${name.replace(/["\\]/g, '\\$&')}" <${asciiAddress(address)}>`;
}

/** The headers of an e-mail that an API does not write by itself. */
export function extraHeaders({ unsubscribeUrl, listId, headers }: Pick<Email, 'unsubscribeUrl' | 'listId' | 'headers'>) {
  return {
    ...headers,
    ...(listId !== undefined && { 'List-Id': `<${listId}>` }),
    'Auto-Submitted': 'auto-generated', // RFC 3834: no out-of-office answers, please
    ...(unsubscribeUrl !== undefined && unsubscribeHeaders(unsubscribeUrl)),
  };
}

/** Who an e-mail is from: under the name that it has of its own, or else under the owner's. */
export function fromOf({ fromName }: Pick<Email, 'fromName'>, { from }: Sender): Sender['from'] {
  return fromName === undefined ? from : { ...from, name: fromName };
}

/** Where answers go. */
export function replyToOf({ replyTo }: Pick<Email, 'replyTo'>, sender: Sender): string {
  return asciiAddress(replyTo ?? sender.replyTo);
}

/** Every address that an e-mail goes to, as an envelope has them. */
export function envelopeOf({ to, cc = [], bcc = [] }: Pick<Email, 'to' | 'cc' | 'bcc'>): string[] {
  return [to, ...cc, ...bcc].map(asciiAddress);
}

/** What makes mail programs show a button to unsubscribe (RFC 8058, RFC 2369). */
function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
