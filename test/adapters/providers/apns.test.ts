import { createPublicKey } from 'node:crypto';
import { createServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import { apnsAnswer } from '../../../adapters/providers/apns/answer.ts';
import { keptSession } from '../../../adapters/providers/apns/kept-session.ts';
import { providerTokens } from '../../../adapters/providers/apns/provider-token.ts';
import { apnsHeaders, apnsId, apnsPayload } from '../../../adapters/providers/apns/request.ts';
import { localApnsKey } from '../../../local/emulators/providers/push/apns.ts';
import { aMoment, notificationId } from '../../world.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { aPush } from './a-push.ts';

beforeAll(recognizeNodeErrors);

/** https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns */
test.each([
  ['BadDeviceToken', 400, { outcome: 'gone' }],
  ['DeviceTokenNotForTopic', 400, { outcome: 'gone' }],
  ['Unregistered', 410, { outcome: 'gone' }],
  ['ExpiredToken', 410, { outcome: 'gone' }],
  ['PayloadTooLarge', 413, { outcome: 'rejected', reason: 'content_too_long' }],
  ['BadPriority', 400, { outcome: 'rejected', reason: 'provider_rejected' }],
  ['TooManyRequests', 429, { outcome: 'not-now', because: 'throttled' }],
  ['TooManyProviderTokenUpdates', 429, { outcome: 'not-now', because: 'throttled', afterSeconds: 1200 }],
  ['ExpiredProviderToken', 403, { outcome: 'not-now', because: 'unavailable' }],
  ['InvalidProviderToken', 403, { outcome: 'not-now', because: 'unavailable' }],
  ['TopicDisallowed', 400, { outcome: 'not-now', because: 'unavailable' }],
  ['ServiceUnavailable', 503, { outcome: 'not-now', because: 'unavailable' }],
  ['Shutdown', 503, { outcome: 'not-now', because: 'unavailable' }],
  ['InternalServerError', 500, { outcome: 'not-now', because: 'unavailable' }],
] as const)('what %s of Apple amounts to', (reason, status, expected) => {
  expect(apnsAnswer({ status, headers: {}, body: JSON.stringify({ reason }) }, notificationId('n1'))).toMatchObject(expected);
});

test('a notification is named by a UUID of the same bits, kept as long as it is good, and replaces what has its topic', () => {
  const headers = apnsHeaders(aPush({ topic: 'score' }), 'com.example.app');

  expect(apnsId('ntf_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe('01563e3a-b5d3-d676-4c61-efb99302bd5b'); // the example of the ULID's specification
  expect(headers).toEqual({
    'apns-id': apnsId(notificationId('n1')),
    'apns-topic': 'com.example.app',
    'apns-push-type': 'alert',
    'apns-priority': '10',
    'apns-expiration': String(aMoment.getTime() / 1000 + 60),
    'apns-collapse-id': 'score',
  });
  expect(apnsHeaders(aPush({ ttlSeconds: 0 }), 'a')).toMatchObject({ 'apns-expiration': '0' });
});

test('the badge is what is unread, and what is of little urgency makes no sound', () => {
  expect(apnsPayload(aPush({ unread: 0 })).aps).toEqual({
    alert: { title: 'Hello', body: 'Your code is tulip' },
    badge: 0,
    sound: 'default',
    'thread-id': 'greeting',
  });
  expect(apnsPayload(aPush({ urgency: 'low' })).aps).not.toHaveProperty('sound');
  expect(apnsPayload(aPush()).aps).not.toHaveProperty('badge');
});

test('each half hour has one token, which Apple can verify', async () => {
  const tokenOf = providerTokens({ team: 'A1B2C3D4E5', keyId: 'K1L2M3N4P5' });
  const at = (time: string) => tokenOf(localApnsKey(), new Date(`2030-06-01T${time}Z`));
  const token = at('12:01:00');

  const { payload, protectedHeader } = await jwtVerify(token, createPublicKey(localApnsKey()), {
    currentDate: new Date('2030-06-01T12:01:00Z'),
  });

  expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: 'K1L2M3N4P5' });
  expect(payload).toEqual({ iss: 'A1B2C3D4E5', iat: Date.parse('2030-06-01T12:00:00Z') / 1000 });
  expect(at('12:29:59')).toBe(token);
  expect(at('12:30:00')).not.toBe(token);
});

describe('the connection', () => {
  const sessions: ServerHttp2Session[] = [];
  let nowMs = 0;
  const server = createServer();
  server.on('session', (session) => sessions.push(session));
  server.on('stream', (stream, { ':path': path }) => {
    stream.on('error', () => {}); // the caller tells it
    if (path === '/refuse') return stream.close(7); // REFUSED_STREAM
    if (path === '/drop') return stream.session?.destroy();
    stream.respond({ ':status': 200 });
    stream.end('done');
  });
  let call: (path: string) => Promise<unknown>;

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const post = keptSession({ origin, timeoutSeconds: 10, nowMs: () => nowMs });
    call = (path) => post(path, { headers: {}, body: '{}' });
  });
  afterAll(async () => {
    for (const session of sessions) session.destroy();
    await new Promise((done) => server.close(done));
  });

  test('is kept over calls and pings, and is another after GOAWAY or a break', async () => {
    await Promise.all([call('/a'), call('/b')]);
    nowMs += 60_000;
    await call('/c');
    expect(sessions).toHaveLength(1);

    const ended = new Promise((done) => sessions[0]?.once('close', done));
    sessions[0]?.close(); // says GOAWAY
    await ended;
    nowMs += 60_000;
    await call('/d');
    expect(sessions).toHaveLength(2);

    await expect(call('/drop')).rejects.toThrow();
    nowMs += 60_000;
    expect(await call('/e')).toMatchObject({ status: 200, body: 'done' });
    expect(sessions).toHaveLength(3);
  });

  test('tells a call that was refused from one that was broken off', async () => {
    await expect(call('/refuse')).rejects.toThrow('did not establish a connection');
    await expect(call('/drop')).rejects.not.toThrow('did not establish a connection');
  });
});
