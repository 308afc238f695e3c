// What version 0.1.0 wrote and a newer one finds: in browsers, in old e-mails, in the table. A value here never changes.
import { parsePosition } from '../../adapters/records/feed-position.ts';
import { parseRecordPosition } from '../../adapters/records/record-position.ts';
import { parseSuppressionPosition } from '../../adapters/records/suppression-position.ts';
import { PublishRequest } from '../../contract/publishing/publish.ts';
import { parseCursor } from '../../core/channels/inbox/rules/feed-cursor.ts';
import { readUnsubscribeToken } from '../../core/preferences/rules/unsubscribe-token.ts';
import { notificationIdFor, requestIdFor } from '../../core/publishing/rules/derived-id.ts';
import { fingerprint } from '../../core/publishing/rules/fingerprint.ts';
import { sweepStart } from '../../core/scheduling/rules/sweep-position.ts';

const at = new Date('2030-03-15T12:00:00.000Z');

test('a cursor of the inbox leads on', () => {
  const filters = { status: 'unread', category: 'repairs', archived: false } as const;

  expect(parsePosition(parseCursor('MTIzNA.126a3f8471f64f9f', 'ada', filters) ?? '')).toBe(1234);
});

test('a cursor of an export and of suppressions lead on', () => {
  expect(parseRecordPosition('TiMwMUtBUEo0RTNWOFE2V0o5WDBUMk01TjdSQw')).toBe('N#01KAPJ4E3V8Q6WJ9X0T2M5N7RC');
  expect(
    parseSuppressionPosition(
      'MjAzMC0wMy0xNVQxMjowMDowMC4wMDBaI2I1ZmM4NWU1NTc1NWY5ZTBkMDMwYTEwYWI0NDI5YjZiMjk0NDg1NWY5YTBkNjAwNzdmZTgzMmJlY2JjNDFkNzI',
    ),
  ).toBe('2030-03-15T12:00:00.000Z#b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72');
});

test('a link to unsubscribe works for as long as there is the e-mail', () => {
  const secret = new Uint8Array(32).fill(7);

  expect(readUnsubscribeToken('AbMruRdtZ3YJZ6RRnxKjX8CThDosZW1haWwKcmVwYWlycwphZGE', [secret])).toEqual({
    userId: 'ada',
    category: 'repairs',
    channel: 'email',
  });
});

test('where a job left off is where it goes on', () => {
  expect(sweepStart({ at, cursor: '2030-03-15T11:55:00.000Z x#y z' }, at)).toEqual({
    bucket: new Date('2030-03-15T11:55:00.000Z'),
    after: 'x#y z',
  });
});

test.each([
  [
    { workflow: 'message', recipients: ['ada', { id: 'grace' }] },
    '8110832b33ce9df8dc1cf9d97c3f746806d1f6c05158c6beb3fb0befe7fab715',
  ],
  [
    {
      cancellation_key: 'c',
      topic: 'news',
      data: { b: 1, a: 2 },
      workflow: 'message',
      priority: 'high',
      channels: ['email'],
      send_at: '2030-03-15T12:00:00Z',
      expires_at: '2030-03-16T12:00:00Z',
    },
    '9e2d0de20b98370e945470f972d8aa06d29fe1a75f8cd7af360ff823a8ef12c1',
  ],
])('a publish that is repeated under its key is the same publish: %j', (request, hash) => {
  expect(fingerprint(JSON.stringify(PublishRequest.parse(request)))).toBe(hash);
});

test('ids that were promised are the ids that are made', () => {
  const requestId = requestIdFor(at, 'caller', 'key');

  expect(requestId).toBe('req_01Q9AMJ7G08C2ZJQ9R8865RMR7');
  expect(notificationIdFor(at, requestId, 'ada')).toBe('ntf_01Q9AMJ7G0JVB65CG3GFYHTAAK');
});
