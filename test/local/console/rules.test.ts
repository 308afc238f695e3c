import { describeWrite, isWrite } from '../../../local/console/api/write-words.ts';
import { filterFor, typedFor } from '../../../local/console/message-log/what-is-meant.ts';
import { withoutTracking } from '../../../local/console/outbox/without-tracking.ts';
import { topicOfRoom } from '../../../local/console/route.ts';
import { describeUntil } from '../../../local/console/sending/describe-until.ts';
import { askedAs } from '../../../local/console/users/of-tenant.ts';
import { describeList } from '../../../local/console/users/who-rows.ts';
import { onScreen } from '../../../local/console/workflows/on-screen.ts';
import { trackedHtml } from '../../../local/emulators/providers/tracked-mail.ts';
import { listedOf } from '../../../local/lists/users.ts';
import { aMoment, aUser } from '../../world.ts';

describe('what a change of a deployed stage is called', () => {
  test.each([
    ['POST /v1/notifications', { workflow: 'message', recipients: ['ada', { id: 'grace' }] }, 'Publish “message” to ada, grace?'],
    [
      'POST /v1/notifications',
      { workflow: 'message', topic: 'building:42' },
      'Publish “message” to everybody on the topic building:42?',
    ],
    ['DELETE /v1/users/ada%40home', undefined, 'Erase ada@home, with everything that is kept of them? There is no way back.'],
    [
      'PUT /v1/users/ada/chat-connections/ops',
      { kind: 'slack', url: 'https://hooks.slack.com/services/T1/B1/secret' },
      'Connect ada to slack as ops? What goes to them by chat is posted there too.',
    ],
    ['DELETE /v1/users/ada/chat-connections/ops', undefined, expect.stringMatching(/^Remove the chat connection ops of ada\?/)],
    [
      'PUT /v1/topics/building%3A42/chat-connections/ops',
      { kind: 'teams' },
      expect.stringMatching(/^Connect the room of building:42 /),
    ],
    ['DELETE /v1/topics/building%3A42/chat-connections/ops', undefined, expect.stringMatching(/of the topic building:42\?/)],
    ['DELETE /v1/users/ada/devices/dev_1', undefined, expect.stringMatching(/^Remove the device dev_1 of ada\?/)],
    ['PUT /v1/topics/a%2Fb/subscriptions/ada', undefined, 'Subscribe ada to a/b?'],
    ['PATCH /v1/schedules/monthly', { paused: true }, 'Pause the schedule monthly?'],
    ['PATCH /v1/schedules/monthly', { paused: false }, 'Resume the schedule monthly?'],
    ['POST /local/dead-letters/email/redrive', { ids: ['1', '2'] }, expect.stringContaining('2 dead-letter messages of email')],
    ['POST /v1/webhooks/wh_1/test', undefined, 'Call the webhook wh_1 with a test event?'],
    ['POST /local/keys', { name: 'ci', kind: 'test', tenant: 'acme' }, 'Make the test key “ci” for the tenant acme alone?'],
    ['DELETE /local/keys/key_1', undefined, expect.stringMatching(/^Revoke the key key_1\?/)],
    ['DELETE /local/paused-providers/ses', undefined, expect.stringMatching(/^Resume ses\?/)],
    ['DELETE /v1/anything', undefined, 'DELETE /v1/anything?'], // has no words of its own
  ])('%s', (operation, body, words) => {
    expect(isWrite(operation)).toBe(true);
    expect(describeWrite(operation, body)).toEqual(words);
  });

  test.each(['GET /v1/notifications', 'POST /v1/notifications/dry-run', 'POST /local/token'])(
    '%s changes nothing',
    (operation) => {
      expect(isWrite(operation)).toBe(false);
    },
  );
});

test.each([
  ['', {}],
  ['ada', { user: 'ada' }],
  ['ada@example.com', { address: 'ada@example.com' }],
  ['+447700900123', { address: '+447700900123' }],
  ['req_01KAPJ4E3V5B2F8H1K4M7P9S3D', { request: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D' }],
  ['key:repair:R-1', { cancellation_key: 'repair:R-1' }],
  ['topic:building:42', { topic: 'building:42' }],
])('the history is searched for "%s" as what it looks like, and a link shows it so again', (typed, filter) => {
  expect(filterFor(typed)).toEqual(filter);
  expect(typedFor(filter)).toBe(typed);
});

test('an e-mail is shown as on the screen that was chosen, whatever the screen of whoever looks', () => {
  const mail =
    '<meta name="color-scheme" content="light dark"><style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){b{color:red}}</style>';

  expect(onScreen(mail, 'dark')).toContain('@media all{b{color:red}}');
  expect(onScreen(mail, 'dark')).not.toContain('light');
  expect(onScreen(mail, 'light')).toContain('@media not all{b{color:red}}');
  expect(onScreen(mail, 'light')).not.toContain('dark');
});

test('an e-mail that is shown by itself has no picture that tells of an opening, and keeps its own', () => {
  const mail = '<html><body>Hello <img src="https://shop.example/logo.png" alt="Shop"></body></html>';

  const tracked = trackedHtml(mail, 'ses-1', ['open']);

  expect(tracked).toContain('open.gif');
  expect(withoutTracking(tracked)).toBe(mail);
});

test("a topic's room is in no list of users, and has no link of one", () => {
  expect(listedOf([aUser({ id: '#building:42' }), aUser({ id: 'grace' }), aUser({ id: 'ada' })]).map(({ id }) => id)).toEqual([
    'ada',
    'grace',
  ]);
  expect(topicOfRoom('#building:42')).toBe('building:42');
  expect(topicOfRoom('ada')).toBeUndefined();
});

test('a pause names until when it lasts, and no time that has passed', () => {
  const until = '2030-03-15T12:05:00.000Z';

  expect(describeUntil(until, '12:05', aMoment)).toBe(' until 12:05');
  expect(describeUntil(until, '12:05', new Date('2030-03-15T12:06:00.000Z'))).toBe('; its next message tries again');
});

test('several addresses of a user are told with what is known of each', () => {
  const work = { address: 'ada@work.example', primary: true, verified: true, label: 'work' };

  expect(describeList([work, { address: 'ada@home.example', primary: false, verified: false }])).toBe(
    'ada@work.example (primary, verified, work); ada@home.example (not verified)',
  );
});

test("the API is asked about a tenant's user by the user's own name and the tenant's header", () => {
  expect(askedAs('acme/ada')).toEqual({ own: 'ada', tenant: 'acme', headers: { 'X-Tenant': 'acme' } });
  expect(askedAs('ada')).toEqual({ own: 'ada', headers: {} });
});
