import { createECDH, createHash, createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';
import * as z from 'zod';
import type { ProviderCall, ProviderDouble } from '../double.ts';
import type { Outbox } from '../outbox.ts';
import type { WireAnswer } from '../protocol.ts';

/** What is needed to play Apple. */
export type Apns = { outbox: Outbox; now: () => Date };

const jwk = localJwk();
/** https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification */
const mostBytes = 4096;
/** Who the double knows; the local system's settings say so too. */
const [team, keyId, topic] = ['LOCALTEAM1', 'LOCALKEY01', 'com.example.bellhop'];

/** The key that the double knows, as Apple gives it to download (.p8). */
export function localApnsKey(): string {
  return String(createPrivateKey({ key: jwk, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' }));
}

/** Makes the token of an app on a device. One whose id begins with `gone` is not registered any more, `other` is of another app. */
export function localApnsToken(id: string) {
  const [, begin = ''] = /^(gone|other)/.exec(id) ?? [];
  return {
    kind: 'apns' as const,
    token: `${begins.get(begin) ?? ''}${createHash('sha256').update(id).digest('hex')}`.slice(0, 64),
  };
}

const begins: ReadonlyMap<string, string> = new Map([
  ['gone', 'dead'],
  ['other', '0bad'],
]);

/** A payload, as far as Bellhop writes one. */
const Payload = z.strictObject({
  aps: z.strictObject({
    alert: z.strictObject({ title: z.string(), body: z.string() }),
    badge: z.int().min(0).optional(),
    sound: z.string().optional(),
    'thread-id': z.string(),
  }),
  id: z.string(),
  url: z.string().optional(),
});

/** Plays APNs, of which all that it answers is JSON or nothing: https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns */
export function apnsDouble(deps: Apns): ProviderDouble {
  return {
    isMeant: ({ path }) => path.startsWith('/3/device/'),
    sends: () => true,
    perform: (call) => take(call, deps),
    refusals,
  };
}

async function take(call: ProviderCall, { outbox, now }: Apns): Promise<WireAnswer> {
  const { path, headers, bytes, body } = call;
  const token = path.slice('/3/device/'.length).toLowerCase();
  const refused = (await whyNotSender(headers.authorization, now())) ?? whyNotHeaders(headers);
  if (refused !== undefined) return refused;
  if (bytes.length > mostBytes) return reason(413, 'PayloadTooLarge');
  if (!/^[0-9a-f]{64,200}$/.test(token)) return reason(400, 'BadDeviceToken');
  if (token.startsWith('0bad')) return reason(400, 'DeviceTokenNotForTopic');
  if (token.startsWith('dead')) return reason(410, 'Unregistered', now().getTime());
  const { success, data } = Payload.safeParse(JSON.parse(body));
  if (!success) return reason(400, 'PayloadEmpty');

  const id = String(headers['apns-id'] ?? randomUUID());
  outbox.add({
    id,
    channel: 'push',
    from: 'apns',
    to: [token],
    raw: body,
    tags: {
      notification_id: data.id,
      expiration: String(headers['apns-expiration']),
      urgency: String(headers['apns-priority']),
      topic: String(headers['apns-collapse-id']),
    },
    outcome: 'delivered',
    sentAt: now().toISOString(),
  });
  return { status: 200, contentType: 'text/plain', body: '', headers: { 'apns-id': id } };
}

/** Says why a sender is refused, if it is: https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns */
async function whyNotSender(authorization: string | undefined, now: Date): Promise<WireAnswer | undefined> {
  const [, token] = /^bearer (.+)$/.exec(authorization ?? '') ?? [];
  if (token === undefined) return reason(403, 'MissingProviderToken');
  try {
    const { payload, protectedHeader } = await jwtVerify(token, createPublicKey({ key: jwk, format: 'jwk' }), {
      algorithms: ['ES256'],
      issuer: team,
      currentDate: now,
    });
    if (protectedHeader.kid !== keyId) return reason(403, 'InvalidProviderToken');
    return now.getTime() / 1000 - (payload.iat ?? 0) > 3600 ? reason(403, 'ExpiredProviderToken') : undefined;
  } catch {
    return reason(403, 'InvalidProviderToken');
  }
}

/** Says which header is wrong, if one is: https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns */
function whyNotHeaders(headers: ProviderCall['headers']): WireAnswer | undefined {
  const of = (name: string) => String(headers[name] ?? '');
  if (of('apns-topic') !== topic) return reason(400, 'TopicDisallowed');
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(of('apns-id'))) return reason(400, 'BadMessageId');
  if (of('apns-push-type') !== 'alert') return reason(400, 'InvalidPushType');
  if (!['1', '5', '10'].includes(of('apns-priority'))) return reason(400, 'BadPriority');
  if (!/^\d+$/.test(of('apns-expiration'))) return reason(400, 'BadExpirationDate');
  return Buffer.byteLength(of('apns-collapse-id')) > 64 ? reason(400, 'BadCollapseId') : undefined;
}

function reason(status: number, word: string, timestamp?: number): WireAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify({ reason: word, timestamp }) };
}

/** What Apple says when it refuses. It knows no quota of an account. */
const refusals = {
  throttle: reason(429, 'TooManyRequests'),
  quota: reason(429, 'TooManyProviderTokenUpdates'),
  error: reason(503, 'Shutdown'),
  reject: reason(400, 'BadPriority'),
};

/** The key follows from a word, so that it is the same at each start. */
function localJwk() {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(createHash('sha256').update("the key of Apple's double").digest());
  const point = pair.getPublicKey();
  const of = (bytes: Buffer) => bytes.toString('base64url');
  return { kty: 'EC', crv: 'P-256', x: of(point.subarray(1, 33)), y: of(point.subarray(33)), d: of(pair.getPrivateKey()) };
}
