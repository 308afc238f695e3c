import { webPushAnswer } from '../../../adapters/providers/web/answer.ts';
import { aMoment } from '../../world.ts';
import { aPush } from './a-push.ts';

const answered = (status: number, headers: Record<string, string> = {}) =>
  webPushAnswer({ status, body: 'said', headers }, aPush({ at: aMoment }));

test.each([
  [201, { outcome: 'sent', providerId: aPush().notificationId }],
  [202, { outcome: 'sent' }],
  [404, { outcome: 'gone' }],
  [410, { outcome: 'gone' }],
  [413, { outcome: 'rejected', reason: 'content_too_long' }],
  [400, { outcome: 'rejected', reason: 'provider_rejected' }],
  [403, { outcome: 'not-now', because: 'unavailable' }],
  [429, { outcome: 'not-now', because: 'throttled' }],
  [500, { outcome: 'not-now', because: 'unavailable' }],
  [503, { outcome: 'not-now', because: 'unavailable' }],
  [502, { outcome: 'unknown' }],
])('what %d of a push service amounts to', (status, expected) => {
  expect(answered(status)).toMatchObject(expected);
});

test.each([
  [429, '120', 120],
  [503, '7', 7],
  [429, new Date(aMoment.getTime() + 90_000).toUTCString(), 90],
  [429, new Date(aMoment.getTime() - 90_000).toUTCString(), 0],
  [429, '86400', 3600],
  [429, 'soon', undefined],
  [413, '120', undefined],
])('after %d with "Retry-After: %s" it is tried again in %s seconds', (status, retryAfter, afterSeconds) => {
  const answer = answered(status, { 'retry-after': retryAfter });

  expect('afterSeconds' in answer ? answer.afterSeconds : undefined).toBe(afterSeconds);
});

test('the message is known by the last part of its URL', () => {
  expect(answered(201, { location: 'https://push.example.net/messages/m-1' })).toMatchObject({ providerId: 'm-1' });
  for (const name of ['x'.repeat(201), 'a b', '?key=secret', ''])
    expect(answered(201, { location: `https://push.example.net/messages/${name}` })).toMatchObject({
      providerId: aPush().notificationId,
    });
});

test('nothing that a push service says is kept: it may echo the secret endpoint', () => {
  const answer = webPushAnswer({ status: 400, body: 'no such path: /wpush/secret', headers: {} }, aPush({ at: aMoment }));

  expect(JSON.stringify(answer)).not.toContain('secret');
});
