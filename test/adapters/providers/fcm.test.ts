import { googleAccess } from '../../../adapters/providers/fcm/access-token.ts';
import { fcmAnswer } from '../../../adapters/providers/fcm/answer.ts';
import { toFcmMessage } from '../../../adapters/providers/fcm/message.ts';
import { localFcmAccount } from '../../../local/emulators/providers/push/fcm.ts';
import { aMoment } from '../../world.ts';
import { aPush } from './a-push.ts';

/** An error as FCM's reference shows it: https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode */
function answered(status: number, errorCode: string | undefined, { headers = {}, message = 'words', field = '' } = {}) {
  const details = [
    { '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode },
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description: 'wrong' }] },
  ];
  return fcmAnswer(
    { status, headers, body: JSON.stringify({ error: { code: status, message, status: 'X', details } }) },
    aMoment,
  );
}

test.each([
  ['UNREGISTERED', 404, { outcome: 'gone' }],
  ['SENDER_ID_MISMATCH', 403, { outcome: 'rejected', reason: 'provider_rejected' }],
  ['INVALID_ARGUMENT', 400, { outcome: 'rejected', reason: 'provider_rejected' }],
  ['QUOTA_EXCEEDED', 429, { outcome: 'not-now', because: 'throttled', afterSeconds: 60 }],
  ['UNAVAILABLE', 503, { outcome: 'not-now', because: 'unavailable' }],
  ['INTERNAL', 500, { outcome: 'not-now', because: 'unavailable' }],
  ['THIRD_PARTY_AUTH_ERROR', 401, { outcome: 'not-now', because: 'unavailable' }],
  [undefined, 401, { outcome: 'not-now', because: 'unavailable' }],
  [undefined, 502, { outcome: 'unknown' }],
] as const)('what %s of FCM amounts to', (code, status, expected) => {
  expect(answered(status, code)).toMatchObject(expected);
});

test('a token that is none is gone, and a payload that is wrong takes no device with it', () => {
  expect(answered(400, 'INVALID_ARGUMENT', { field: 'message.token' })).toMatchObject({ outcome: 'gone' });
  expect(answered(400, 'INVALID_ARGUMENT', { field: 'message.android.ttl' })).toMatchObject({ outcome: 'rejected' });
  expect(answered(400, 'INVALID_ARGUMENT', { message: 'Android message is too big' })).toMatchObject({
    reason: 'content_too_long',
  });
});

test('waits as long as FCM says, and a page of somebody in between says nothing', () => {
  expect(answered(503, 'UNAVAILABLE', { headers: { 'retry-after': '17' } })).toMatchObject({ afterSeconds: 17 });
  expect(fcmAnswer({ status: 502, headers: {}, body: '<html>' }, aMoment)).toMatchObject({ outcome: 'unknown' });
  expect(fcmAnswer({ status: 200, headers: {}, body: '{}' }, aMoment)).toMatchObject({ outcome: 'unknown' });
});

test('a message replaces itself on the screen, and collapses on its way only by a topic of its workflow', () => {
  const single = toFcmMessage('token', aPush()).message.android;
  const ofTopic = toFcmMessage('token', aPush({ topic: 'score', urgency: 'low', unread: 3 })).message.android;

  expect(single).toEqual({ priority: 'HIGH', ttl: '60s', notification: { tag: aPush().notificationId } });
  expect(ofTopic).toEqual({
    collapse_key: 'score',
    priority: 'NORMAL',
    ttl: '60s',
    notification: { tag: 'score', notification_count: 3 },
  });
});

test('one token is asked for at a time, and used until shortly before it ends', async () => {
  const asked: string[] = [];
  const access = googleAccess({
    readAccount: async () => localFcmAccount(),
    tokenUrl: 'https://oauth2.example.com/token',
    post: async (_url, form) => {
      asked.push(form);
      const body = JSON.stringify({ access_token: `token ${asked.length}`, expires_in: 3599 });
      return { status: 200, headers: {}, body };
    },
  });
  const after = (seconds: number) => access.token(new Date(aMoment.getTime() + seconds * 1000));

  expect(await Promise.all([after(0), after(0)])).toEqual(['token 1', 'token 1']);
  expect(await after(3_400)).toBe('token 1');
  expect(await after(3_500)).toBe('token 2');
  access.forget();
  expect(await after(3_501)).toBe('token 3');
});

test.each([
  ['a refused account', localFcmAccount(), { status: 400, body: '{"error":"invalid_grant"}' }, 'invalid_grant'],
  ['a file that is no account', '{}', { status: 200, body: '{}' }, 'no key file'],
])('%s sends nothing, and waits for the owner', async (_name, file, answer, words) => {
  const post = async () => ({ headers: {}, ...answer });
  const access = googleAccess({ readAccount: async () => file, tokenUrl: 'https://oauth2.example.com/token', post });

  expect(await access.token(aMoment)).toMatchObject({
    outcome: 'not-now',
    because: 'unavailable',
    detail: expect.stringContaining(words),
  });
});
