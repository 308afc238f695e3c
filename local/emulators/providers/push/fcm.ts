import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { jwtVerify } from 'jose';
import * as z from 'zod';
import type { ProviderCall, ProviderDouble } from '../double.ts';
import type { Outbox } from '../outbox.ts';
import { plainJson, type WireAnswer } from '../protocol.ts';
import { localAccountKey } from './local-account-key.ts';

/** What is needed to play FCM, and Google's tokens that it asks for. */
export type Fcm = { outbox: Outbox; now: () => Date };

const key = createPrivateKey({ key: localAccountKey, format: 'jwk' });
const publicKey = createPublicKey({ key: localAccountKey, format: 'jwk' });
const email = 'bellhop@bellhop-local.iam.gserviceaccount.com';
const tokenPath = '/oauth2/token';
const scope = 'https://www.googleapis.com/auth/firebase.messaging';
/** FCM takes so much of notification and data: https://firebase.google.com/docs/cloud-messaging/concept-options */
const mostBytes = 4096;

/** The key file of the service account that the double knows, as Google gives one to download. */
export function localFcmAccount(): string {
  const account = {
    type: 'service_account',
    project_id: 'bellhop-local',
    private_key_id: '0123456789abcdef0123456789abcdef01234567',
    private_key: key.export({ format: 'pem', type: 'pkcs8' }),
    client_email: email,
    token_uri: 'https://oauth2.googleapis.com/token',
  };
  return JSON.stringify(account, undefined, 2);
}

/** Makes the token of an app. One whose id begins with `gone` has been uninstalled, and `other` is of another project. */
export function localFcmToken(id: string) {
  return { kind: 'fcm' as const, token: `${id}-installation-at-bellhop:APA91b` };
}

/** A message, as far as Bellhop writes one: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages */
const Sent = z.strictObject({
  message: z.strictObject({
    token: z.string(),
    notification: z.strictObject({ title: z.string(), body: z.string(), image: z.url().optional() }),
    data: z.record(z.string().regex(/^(?!from$|message_type$|google|gcm)/), z.string()),
    android: z.strictObject({
      collapse_key: z.string().optional(),
      priority: z.enum(['NORMAL', 'HIGH']),
      ttl: z.string().regex(/^\d+s$/),
      notification: z.strictObject({ tag: z.string(), notification_count: z.int().optional() }),
    }),
  }),
});

/** Plays FCM: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send */
export function fcmDouble({ outbox, now }: Fcm): ProviderDouble {
  const tokens = new Map<string, number>();
  return {
    isMeant: ({ path }) => path === tokenPath || /^\/v1\/projects\/[\w-]+\/messages:send$/.test(path),
    sends: ({ path }) => path !== tokenPath,
    perform: (call) => (call.path === tokenPath ? grant(call, { tokens, now }) : take(call, { tokens, outbox, now })),
    refusals,
  };
}

type Tokens = Map<string, number>;

/** Gives a token for an hour to who signs as the account: https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
async function grant({ form, headers }: ProviderCall, { tokens, now }: { tokens: Tokens; now: () => Date }): Promise<WireAnswer> {
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    return plainJson(400, { error: 'unsupported_grant_type' });
  try {
    const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey, {
      algorithms: ['RS256'],
      audience: `http://${headers.host}${tokenPath}`,
      issuer: email,
      currentDate: now(),
      maxTokenAge: '1h',
    });
    if (payload.scope !== scope) return plainJson(400, { error: 'invalid_scope' });
  } catch {
    return plainJson(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
  }
  const token = `ya29.${randomBytes(24).toString('base64url')}`;
  tokens.set(token, now().getTime() + 3_599_000);
  return plainJson(200, { access_token: token, expires_in: 3599, token_type: 'Bearer' });
}

function take({ headers, body }: ProviderCall, { tokens, outbox, now }: { tokens: Tokens } & Fcm): WireAnswer {
  const [, token = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
  if ((tokens.get(token) ?? 0) <= now().getTime())
    return refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  const { success, data } = Sent.safeParse(JSON.parse(body));
  if (!success) return refusal(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.', 'INVALID_ARGUMENT');
  const { message } = data;
  if (Buffer.byteLength(JSON.stringify([message.notification, message.data])) > mostBytes)
    return refusal(400, 'INVALID_ARGUMENT', 'Android message is too big', 'INVALID_ARGUMENT');
  if (message.token.startsWith('gone')) return refusal(404, 'NOT_FOUND', 'Requested entity was not found.', 'UNREGISTERED');
  if (message.token.startsWith('other')) return refusal(403, 'PERMISSION_DENIED', 'SenderId mismatch', 'SENDER_ID_MISMATCH');
  if (!message.token.includes(':')) return notAToken;

  const id = `projects/bellhop-local/messages/0:${now().getTime()}${randomBytes(4).toString('hex')}`;
  const { priority, ttl, collapse_key, notification } = message.android;
  outbox.add({
    id,
    channel: 'push',
    from: 'fcm',
    to: [message.token],
    raw: body,
    tags: {
      notification_id: message.data.id ?? '',
      ttl,
      urgency: priority,
      topic: notification.tag,
      ...(collapse_key !== undefined && { collapse_key }),
    },
    outcome: 'delivered',
    sentAt: now().toISOString(),
  });
  return plainJson(200, { name: id });
}

/** An error as Google's APIs write one; FCM's own code stands in the details: https://firebase.google.com/docs/reference/fcm/rest/v1/FcmError */
function refusal(code: number, status: string, message: string, errorCode?: string): WireAnswer {
  const detail = { '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode };
  return plainJson(code, { error: { code, message, status, ...(errorCode !== undefined && { details: [detail] }) } });
}

const notAToken = plainJson(400, {
  error: {
    code: 400,
    message: 'The registration token is not a valid FCM registration token',
    status: 'INVALID_ARGUMENT',
    details: [
      { '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: 'INVALID_ARGUMENT' },
      {
        '@type': 'type.googleapis.com/google.rpc.BadRequest',
        fieldViolations: [{ field: 'message.token', description: 'Invalid registration token' }],
      },
    ],
  },
});

const refusals = {
  throttle: { ...refusal(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', 'QUOTA_EXCEEDED'), headers: { 'retry-after': '30' } },
  quota: refusal(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', 'QUOTA_EXCEEDED'),
  error: refusal(500, 'INTERNAL', 'Internal error encountered.', 'INTERNAL'),
  reject: refusal(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.', 'INVALID_ARGUMENT'),
};
