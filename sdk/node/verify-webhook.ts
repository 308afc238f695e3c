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
 * @throws WebhookError when it is not signed by one of the secrets, or was signed too long ago.
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
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (!/^\d+$/.test(timestamp) || Math.abs(age) > toleranceSeconds)
    throw new WebhookError('the webhook was signed at another time');

  const expected = [secrets].flat().map((secret) => sign(`${id}.${timestamp}.${text}`, secret));
  if (!signatures.some((signature) => expected.some((own) => isSame(signature, own))))
    throw new WebhookError('the webhook is not signed by this secret');
  return JSON.parse(text);
}

function header(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : (headers as Readonly<Record<string, unknown>>)[name];
  if (typeof value !== 'string') throw new WebhookError(`the webhook has no header "${name}"`);
  return value;
}

function sign(signed: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
