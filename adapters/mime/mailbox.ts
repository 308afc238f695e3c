import { asciiAddress } from '../../contract/channels/email/email-address.ts';

/** A display name in quotes and its address, for an API that takes it as text: `"Repairs, Ada" <ada@example.com>`. */
export function mailboxText({ name, address }: { name: string; address: string }): string {
  return `"${name.replace(/["\\]/g, '\\$&')}" <${asciiAddress(address)}>`;
}

/** The headers of an e-mail that an API does not write by itself. */
export function extraHeaders(unsubscribeUrl: string | undefined): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated', // RFC 3834: no out-of-office answers, please
    ...(unsubscribeUrl !== undefined && unsubscribeHeaders(unsubscribeUrl)),
  };
}

/** What makes mail programs show a button to unsubscribe (RFC 8058, RFC 2369). */
function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
