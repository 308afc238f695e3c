import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Event } from './generated/api.ts';

/** Headers as a framework has them: of the web's own kind, or by their names in small letters. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Says why something that came as a webhook is not from Bellhop, or no longer good: answer it with 400. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

type Options = {
  /** How old a call may be, or how far ahead our clock behind: five minutes if you do not say. */
  toleranceSeconds?: number;
  now?: Date;
};

/**
 * The event that a webhook was sent. `body` is what came, to the byte: not parsed, and not printed again. `secrets` are the webhook's secret, or
 * several while one takes the place of another. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @throws WebhookError when it is not signed by one of the secrets, or was signed too long ago; TypeError for what is no secret, as an empty one.
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  { toleranceSeconds = 300, now = new Date() }: Options = {},
): Event {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature').split(' ');
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (!/^\d+$/.test(timestamp) || Math.abs(age) > toleranceSeconds)
    throw new WebhookError('the webhook was signed at another time');

  const bytes = Buffer.from(body as string); // of text, or those that came
  const expected = [secrets].flat().map((secret) => sign([`${id}.${timestamp}.`, bytes], secret));
  if (!signatures.some((signature) => expected.some((own) => isSame(signature, own))))
    throw new WebhookError('the webhook is not signed by this secret');
  return JSON.parse(bytes.toString());
}

function header(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : (headers as Readonly<Record<string, unknown>>)[name];
  if (typeof value !== 'string') throw new WebhookError(`the webhook has no header "${name}"`);
  return value;
}

function sign(signed: readonly (string | Uint8Array)[], secret: string): string {
  const base64 = secret.replace(/^whsec_/, '');
  // anybody can sign with nothing, or with as little of a text as is Base64
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new TypeError('the secret is not one of a webhook: whsec_ and Base64');
  const hmac = createHmac('sha256', Buffer.from(base64, 'base64'));
  for (const part of signed) hmac.update(part);
  return `v1,${hmac.digest('base64')}`;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
