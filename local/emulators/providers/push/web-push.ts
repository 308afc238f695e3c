import { createECDH, createHash, type ECDH, randomUUID } from 'node:crypto';
import ece from 'http_ece';
import type { ProviderCall, ProviderDouble } from '../double.ts';
import type { Outbox } from '../outbox.ts';
import type { WireAnswer } from '../protocol.ts';

/** What is needed to play browsers' push services. */
export type WebPush = { outbox: Outbox; now: () => Date };

const address = /^\/web-push\/([\w-]+)$/;
/** RFC 8030, section 7.2: what a push service has to take, and FCM and Mozilla take no more. */
const mostBytes = 4096;

/**
 * Makes the subscription that a browser gets of this push service, whose keys follow from its id. One whose id begins with `gone` has been
 * ended by its browser, `lost` is known no more, and `small` is at a service that takes no message as large.
 */
export function localSubscription(id: string, origin: string) {
  const { receiver, auth } = keysOf(id);
  return {
    kind: 'web' as const,
    endpoint: `${origin}/web-push/${id}`,
    keys: { p256dh: receiver.getPublicKey('base64url'), auth: auth.toString('base64url') },
  };
}

/** Plays the push services of browsers, and the browser that decrypts: https://www.rfc-editor.org/rfc/rfc8030#section-5 */
export function webPushDouble(deps: WebPush): ProviderDouble {
  return {
    isMeant: ({ path }) => path.startsWith('/web-push/'),
    sends: () => true,
    perform: (call) => take(call, deps),
    refusals,
  };
}

function take({ path, headers, bytes }: ProviderCall, { outbox, now }: WebPush): WireAnswer {
  const [, id] = address.exec(path) ?? [];
  if (id === undefined || id.startsWith('lost')) return said(404, 'no such subscription');
  if (id.startsWith('gone')) return said(410, 'the subscription has ended');
  if (!isVapid(headers.authorization, headers.host, now())) return said(403, 'the token is not for this push service');
  if (!/^\d+$/.test(String(headers.ttl))) return said(400, 'TTL is missing');
  if (headers.topic !== undefined && !/^[\w-]{1,32}$/.test(String(headers.topic))) return said(400, 'Topic is wrong');
  if (headers['content-encoding'] !== 'aes128gcm') return said(400, 'Content-Encoding is wrong');
  if (bytes.length > mostBytes || id.startsWith('small')) return said(413, 'too large');
  const text = decrypt(bytes, id);
  if (text === undefined) return said(400, 'nobody can read it'); // a real push service cannot know that

  const messageId = randomUUID();
  const { id: notificationId } = JSON.parse(text) as { id: string };
  outbox.add({
    id: messageId,
    channel: 'push',
    from: 'web push',
    to: [id],
    raw: text,
    tags: {
      notification_id: notificationId,
      ttl: String(headers.ttl),
      urgency: String(headers.urgency),
      topic: String(headers.topic),
    },
    outcome: 'delivered',
    sentAt: now().toISOString(),
  });
  return { ...said(201, ''), headers: { location: `http://${headers.host}/web-push/messages/${messageId}` } };
}

/** Whether a token is there that is for this push service and good for a day at most: https://www.rfc-editor.org/rfc/rfc8292#section-2 */
function isVapid(authorization: string | undefined, host: string | undefined, now: Date): boolean {
  const [, claims = ''] = /^vapid t=[\w-]+\.([\w-]+)\.[\w-]+, k=[\w-]{87}$/.exec(authorization ?? '') ?? [];
  if (claims === '') return false;
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const leftSeconds = exp - now.getTime() / 1000;
  return aud === `http://${host}` && leftSeconds > 0 && leftSeconds <= 86_400 && /^(?:mailto|https):/.test(sub);
}

/** Reads it as its browser does, by an implementation that is not ours. */
function decrypt(body: Buffer, id: string): string | undefined {
  const { receiver, auth } = keysOf(id);
  try {
    return ece.decrypt(body, { version: 'aes128gcm', privateKey: receiver, authSecret: auth }).toString();
  } catch {
    return undefined;
  }
}

function keysOf(id: string): { receiver: ECDH; auth: Buffer } {
  const receiver = createECDH('prime256v1');
  receiver.setPrivateKey(createHash('sha256').update(`key of ${id}`).digest());
  return { receiver, auth: createHash('sha256').update(`secret of ${id}`).digest().subarray(0, 16) };
}

/** What push services say when they refuse. They know no quota: a sender who sends too much is throttled. */
const refusals = {
  throttle: { ...said(429, 'too many requests'), headers: { 'retry-after': '30' } },
  quota: { ...said(429, 'too many requests'), headers: { 'retry-after': '3600' } },
  error: said(500, 'an internal error'),
  reject: said(400, 'bad request'),
};

function said(status: number, body: string): WireAnswer {
  return { status, contentType: 'text/plain', body };
}
