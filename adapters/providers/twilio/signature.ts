import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What Twilio signed: the address that it called, with its query, and every field of its form. `settings` are those of a Webhook Rule that the owner
 * has made for the address, as its header says: `key=…,algorithm=HMAC_SHA256`.
 */
export type Signed = { url: string; form: URLSearchParams; settings?: string | undefined };

/**
 * Whether one of these secrets made this signature: an HMAC over the address and the form's fields, sorted, in base64. Twilio signs with SHA-1 and the
 * account's auth token, https://www.twilio.com/docs/usage/webhooks/webhooks-security, or, in a public beta, as a rule of the account's says, with a
 * shared key and SHA-256: https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 */
export function isSignedBy(secrets: readonly string[], signature: string | undefined, { url, form, settings }: Signed): boolean {
  const hash = hashOf(settings);
  if (hash === undefined) return false;
  const given = Buffer.from(signature ?? '', 'base64');
  const fields = [...new Set(form.keys())].sort().flatMap((name) => form.getAll(name).map((value) => name + value));
  const text = [url, ...fields].join('');
  return secrets.some((secret) => {
    const expected = createHmac(hash, secret).update(text).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Says how it was signed; nothing where it is none of the two. */
function hashOf(settings: string | undefined): 'sha1' | 'sha256' | undefined {
  const [, algorithm = 'HMAC_SHA1'] = /(?:^|,)\s*algorithm=(\w+)/.exec(settings ?? '') ?? [];
  return algorithm === 'HMAC_SHA256' ? 'sha256' : algorithm === 'HMAC_SHA1' ? 'sha1' : undefined;
}
