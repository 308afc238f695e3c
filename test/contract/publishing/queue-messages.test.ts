import fc from 'fast-check';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { isFromNewerVersion } from '../../../contract/publishing/message-head.ts';
import { IngestMessage } from '../../../contract/publishing/queue-messages.ts';

const notificationId = 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC';
const dueAt = '2030-03-15T12:00:00.000Z';
const run = {
  version: 1,
  requestId: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D',
  requestedAt: dueAt,
  workflow: 'message',
  data: { title: 'Hello' },
  priority: 'high',
  channels: ['email'],
  test: false,
};

/** One of each of our own that are about users, as the version that brought it writes them. */
const ours = {
  notify: { type: 'notify', ...run, userId: 'ada' },
  'fan-out': { type: 'fan-out', ...run, userIds: ['ada', 'grace'] },
  'fan-out-recipients': {
    type: 'fan-out-recipients',
    ...run,
    runs: [{ userId: 'ada', data: { title: 'Hi' } }],
    before: 100,
  },
  'fan-out-topic': { type: 'fan-out-topic', ...run, topic: 'news', after: 'ada' },
  broadcast: {
    type: 'broadcast',
    ...run,
    audience: { where: { attribute: 'plan', equals: 'pro' } },
    ratePerMinute: 10,
    after: 'ada',
    before: 100,
    inPart: 5,
    lookedAt: 200,
  },
  release: { type: 'release', version: 1, notificationId, dueAt },
  digest: { type: 'digest', version: 1, userId: 'ada', cadence: 'daily', number: 3, dueAt },
  'settle-digest': { type: 'settle-digest', version: 1, notificationId },
};
const passedOn = ['fan-out', 'fan-out-recipients', 'fan-out-topic', 'broadcast'];
const deliver = { version: 1, notificationId, channel: 'email', digest: true };
const published = { workflow: 'message', recipients: ['ada'], data: {} };
const event = { id: 'e1', 'detail-type': 'notification.publish', source: 'shop', time: dueAt, detail: published };

/** Fields that no version has had: whatever their value, and names of other kinds of message among them. */
const fieldsToCome = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/).map((name) => `x_${name}`),
  fc.jsonValue({ maxDepth: 2 }),
  { minKeys: 1, maxKeys: 4 },
);
const fieldsOfOthers = fc.constantFrom({ recipients: ['eve'] }, { 'detail-type': 'notification.publish' }, { channel: 'sms' });

test.each(Object.entries(ours))('a %s message with fields of a newer version is read as itself', (type, message) => {
  fc.assert(
    fc.property(fc.oneof(fieldsToCome, fieldsOfOthers), (fields) => {
      const read = IngestMessage.parse({ ...message, ...fields });

      // what becomes other messages hands on what it does not know
      expect(read).toEqual(passedOn.includes(type) ? { ...message, ...fields } : IngestMessage.parse(message));
      expect(read).toMatchObject(message);
    }),
  );
});

test('a message to deliver with fields of a newer version is read as itself', () => {
  fc.assert(
    fc.property(fieldsToCome, (fields) => {
      expect(DeliverMessage.parse({ ...deliver, ...fields })).toEqual(deliver);
    }),
  );
});

test.each([...Object.values(ours), deliver])('%j of the next major version is known for what it is, and not read', (message) => {
  const newer = { ...message, version: 2 };

  expect(isFromNewerVersion(newer)).toBe(true);
  expect(isFromNewerVersion(message)).toBe(false);
  expect(('type' in message ? IngestMessage : DeliverMessage).safeParse(newer).success).toBe(false);
});

test('a message of a type to come is known for what it is, and is no publish', () => {
  const newer = { type: 'push', version: 1, ...published };

  expect(isFromNewerVersion(newer)).toBe(true);
  expect(IngestMessage.safeParse(newer).success).toBe(false);
});

test.each([
  ['a publish', published],
  ['an event', event],
  ['nonsense', { nonsense: true }],
  ['an older version than there ever was', { ...deliver, version: 0 }],
  ['no object', 'version 2'],
  ['nothing', null],
])('%s is not from a newer version', (_, message) => {
  expect(isFromNewerVersion(message)).toBe(false);
});

test('what is missing from a message of ours is not made up for by being like another', () => {
  const { userId: _, ...half } = ours.notify;

  expect(IngestMessage.safeParse({ ...half, ...published }).success).toBe(false);
});

test.each([
  ['a publish', { ...published, sendAt: dueAt }, ['sendAt']],
  ['the detail of an event', { ...event, detail: { ...published, sendAt: dueAt } }, ['sendAt']],
  ['a publish that has a type', { ...published, type: 'notify' }, ['type']],
])('an unknown field in %s is refused by name, as it is a misspelt one', (_, message, keys) => {
  expect(IngestMessage.safeParse(message).error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys }]);
});

test('what EventBridge adds to an event is nothing to us', () => {
  expect(IngestMessage.parse({ ...event, account: '123456789012', resources: [] })).toEqual(event);
});
