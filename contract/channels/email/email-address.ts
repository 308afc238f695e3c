import * as z from 'zod';

/** What RFC 5321 (4.5.3.1) and RFC 1035 (2.3.4) allow, in octets, counted as it goes over the wire. */
const longest = { local: 64, label: 63, address: 254 };

/** What nobody sees, and what URLs give a meaning to. Joiners stay: Persian and Indic names need them (RFC 5892, A.1 and A.2). */
const notInDomain = /[\p{Cc}\p{Cs}\p{Z}#%/:?@[\\\]^|<>"`{}]|(?![\u200c\u200d])[\p{Cf}\p{DI}]/u;
const beyondAscii = /\P{ASCII}/u;

/**
 * An e-mail address that SES takes. Its domain may have letters beyond ASCII: it stays as it was written and is sent as punycode
 * (`asciiAddress`). What stands before the "@" may not, as SES has no SMTPUTF8.
 */
export const EmailAddress = z
  .string()
  .trim()
  .normalize('NFC')
  .superRefine((address, context) => {
    const problem = emailProblem(address);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  })
  .meta({
    example: 'ada@example.com',
    format: 'idn-email',
    maxLength: longest.address,
    description:
      'An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63, and 254 in all, counted in punycode.',
  });

/** The address as SES takes it and DNS knows it: its domain in punycode. */
export function asciiAddress(address: string): string {
  const { local, domain } = parts(address);
  const ascii = beyondAscii.test(domain) ? asciiDomain(domain) : undefined;
  return ascii === undefined ? address : `${local}@${ascii}`;
}

/** A domain name in punycode and small letters, by UTS 46 as URLs have it; nothing when it cannot be one. */
export function asciiDomain(domain: string): string | undefined {
  if (domain === '' || notInDomain.test(domain)) return undefined;
  const url = `http://${domain}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function emailProblem(address: string): string | undefined {
  const { local, domain } = parts(address);
  if (local === '' || domain === '') return 'must be an e-mail address, like ada@example.com';
  if (beyondAscii.test(local)) return 'must have nothing but ASCII before the "@": e-mail cannot be sent to it otherwise';
  if (!/^(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]$/.test(local)) return 'must be an e-mail address: what is before the "@" cannot be';
  if (local.length > longest.local) return `must have at most ${longest.local} characters before the "@"`;

  const ascii = asciiDomain(domain);
  if (ascii === undefined || !/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+(?:[a-z]{2,}|xn--[a-z\d-]+)$/.test(ascii))
    return 'must be an e-mail address: what is after the "@" is no domain name';
  if (ascii.split('.').some((label) => label.length > longest.label))
    return `must have at most ${longest.label} characters between the dots of its domain${inPunycode(domain)}`;
  if (local.length + 1 + ascii.length > longest.address)
    return `must have at most ${longest.address} characters${inPunycode(domain)}`;
  return undefined;
}

function inPunycode(domain: string): string {
  return beyondAscii.test(domain) ? ', counted in punycode' : '';
}

function parts(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return at === -1 ? { local: address, domain: '' } : { local: address.slice(0, at), domain: address.slice(at + 1) };
}
