import { createHmac, timingSafeEqual } from 'node:crypto';

/** What Twilio signed: the address that it called, with its query, and every field of its form. */
export type Signed = { url: string; form: URLSearchParams };

/**
 * Whether one of the account's auth tokens made this signature: HMAC-SHA1 over the address and the form's fields, sorted, in base64.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isSignedBy(tokens: readonly string[], signature: string | undefined, { url, form }: Signed): boolean {
  const given = Buffer.from(signature ?? '', 'base64');
  const fields = [...new Set(form.keys())].sort().flatMap((name) => form.getAll(name).map((value) => name + value));
  const text = [url, ...fields].join('');
  return tokens.some((token) => {
    const expected = createHmac('sha1', token).update(text).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
