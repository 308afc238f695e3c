import fc from 'fast-check';
import { Event } from '../../../contract/events/event.ts';
import { eventTypes } from '../../../contract/events/event-types.ts';
import { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import { changesOf } from '../../../core/events/rules/changes-of.ts';
import { eventOf } from '../../../core/events/rules/event-of.ts';
import type { InboxItemImage, MessageImage, RecordChange, UserImage } from '../../../core/events/rules/images.ts';
import { runs } from '../../runs.ts';
import { aMoment, aNotification, notificationId } from '../../world.ts';

const where = { recordId: 'r1', at: aMoment };
const item: InboxItemImage = {
  notificationId: notificationId('n1'),
  userId: 'ada',
  workflow: 'greeting',
  category: 'general',
  unread: true,
  seen: false,
  archived: false,
  wasRead: false,
};
const user: UserImage = { id: 'ada', choices: {}, readThrough: 0, seenThrough: 0 };

function aMessage(statuses: readonly MessageStatus[], reason?: Reason): MessageImage {
  const events = statuses.map((status, index) => ({ status, at: new Date(aMoment.getTime() + index * 1000).toISOString() }));
  return { notificationId: notificationId('n1'), channel: 'email', events, ...(reason && { reason }) };
}

function typesOf(record: RecordChange): string[] {
  return changesOf(record).map(({ type }) => type);
}

test('a message that is new tells all of its timeline, one that moves on what was added to it, and one that is removed nothing', () => {
  const queued = aMessage(['queued']);
  const sent = aMessage(['queued', 'sending', 'sent']);

  expect(typesOf({ of: 'message', ...where, after: queued })).toEqual(['message.queued']);
  expect(typesOf({ of: 'message', ...where, before: queued, after: sent })).toEqual(['message.sending', 'message.sent']);
  expect(typesOf({ of: 'message', ...where, before: sent })).toEqual([]);
});

test('the reason of a message is told with its last step alone', () => {
  const after = aMessage(['queued', 'suppressed'], 'suppressed_bounce');

  expect(changesOf({ of: 'message', ...where, after }).map(({ data }) => data.reason)).toEqual([undefined, 'suppressed_bounce']);
});

test('a bounce is told once, also when a note or a late receipt adds a line with the same status', () => {
  const queued = aMessage(['queued', 'sending', 'sent']);
  const bounced = aMessage(['queued', 'sending', 'sent', 'bounced'], 'hard_bounce');
  const noted = aMessage(['queued', 'sending', 'sent', 'bounced', 'bounced'], 'hard_bounce');

  const told = changesOf({ of: 'message', ...where, before: queued, after: bounced });

  expect(typesOf({ of: 'message', ...where, before: bounced, after: noted })).toEqual([]);
  expect(changesOf({ of: 'message', ...where, before: queued, after: noted })).toEqual(told);
  expect(told).toMatchObject([{ type: 'message.bounced', data: { reason: 'hard_bounce' } }]);
});

test('what was done with a message is told by itself, and says whether a machine did it', () => {
  const before = aMessage(['queued', 'sending', 'sent', 'delivered']);
  const done = (['opened_by_machine', 'opened', 'clicked', 'clicked_by_machine'] as const).map((engagement, n) => ({
    status: 'delivered' as const,
    at: new Date(aMoment.getTime() + (10 + n) * 1000).toISOString(),
    engagement,
  }));
  const after = { ...before, events: [...before.events, ...done] };

  const told = changesOf({ of: 'message', ...where, before, after });

  expect(told.map(({ type, machine }) => [type, machine])).toEqual([
    ['message.opened', true],
    ['message.opened', false],
    ['message.clicked', false],
    ['message.clicked', true],
  ]);
  expect(new Set(told.map(({ id }) => id)).size).toBe(4);
  expect(changesOf({ of: 'message', ...where, before, after })).toEqual(told);
  const events = told.map((change) => Event.parse(eventOf(change, aNotification())));
  expect(events[1]).toMatchObject({ version: 1, data: { notification: notificationId('n1'), channel: 'email', machine: false } });
});

test('a message that comes back to a status it had before tells so', () => {
  const before = aMessage(['queued', 'sending']);

  expect(typesOf({ of: 'message', ...where, before, after: aMessage(['queued', 'sending', 'queued']) })).toEqual([
    'message.queued',
  ]);
});

test('a notification is accepted once, however often its item is written after that', () => {
  const after = aNotification();

  expect(typesOf({ of: 'notification', ...where, after })).toEqual(['notification.accepted']);
  expect(typesOf({ of: 'notification', ...where, before: after, after })).toEqual([]);
  expect(typesOf({ of: 'notification', ...where, before: after })).toEqual([]);
});

test.each([
  [{ unread: false }, ['inbox_item.read']],
  [{ seen: true }, ['inbox_item.seen']],
  [{ archived: true, unread: false }, ['inbox_item.archived']],
  [{}, []],
] as const)('an inbox item that becomes %j tells %j', (change, types) => {
  expect(typesOf({ of: 'inbox-item', ...where, before: item, after: { ...item, ...change } })).toEqual(types);
});

test.each([
  [{ ...item, unread: false }, { ...item, seen: true }, ['inbox_item.unread']],
  [{ ...item, archived: true, unread: false }, { ...item, unread: false }, ['inbox_item.unarchived']],
])('an inbox item that is brought back tells so', (before, after, types) => {
  expect(typesOf({ of: 'inbox-item', ...where, before, after })).toEqual(types);
});

test('an inbox item that arrives or goes tells nothing: its message does', () => {
  expect(typesOf({ of: 'inbox-item', ...where, after: item })).toEqual([]);
  expect(typesOf({ of: 'inbox-item', ...where, before: item })).toEqual([]);
});

test('an inbox that is marked through tells so once, and one that only gets something new tells nothing', () => {
  const marked = { ...user, readThrough: 7, seenThrough: 7 };

  expect(typesOf({ of: 'user', ...where, before: user, after: marked })).toEqual(['inbox.read']);
  expect(typesOf({ of: 'user', ...where, before: user, after: { ...user, seenThrough: 7 } })).toEqual(['inbox.seen']);
  expect(typesOf({ of: 'user', ...where, before: marked, after: marked })).toEqual([]);
});

test('who opts out has changed their preferences, and has unsubscribed from what they had not before', () => {
  const before = { ...user, choices: { preferences: { repairs: { email: 'opted_out' } } } } as const;
  const after = { ...user, choices: { preferences: { repairs: { sms: 'opted_out', email: 'opted_out' } } } } as const;
  const changes = changesOf({ of: 'user', ...where, before, after });

  expect(changes).toMatchObject([
    { type: 'preferences.changed', data: { user: 'ada' } },
    { type: 'user.unsubscribed', data: { user: 'ada', category: 'repairs', channel: 'sms' } },
  ]);
  expect(typesOf({ of: 'user', ...where, before: after, after: before })).toEqual(['preferences.changed']);
});

test('choices that come in another order are the same', () => {
  const before = { ...user, choices: { preferences: { a: { email: 'opted_in' }, b: { sms: 'opted_in' } } } } as const;
  const after = { ...user, choices: { preferences: { b: { sms: 'opted_in' }, a: { email: 'opted_in' } } } } as const;

  expect(typesOf({ of: 'user', ...where, before, after })).toEqual([]);
});

test('a suppression is added and removed, and its address is a hash', () => {
  const it = { addressHash: 'ab'.repeat(32), reason: 'bounce', source: 'provider' };

  expect(changesOf({ of: 'suppression', ...where, after: it })).toMatchObject([
    { type: 'suppression.added', data: { address_sha256: it.addressHash, reason: 'bounce', source: 'provider' } },
  ]);
  expect(typesOf({ of: 'suppression', ...where, before: it })).toEqual(['suppression.removed']);
});

test('a change whose notification is gone is told to nobody', () => {
  const [change] = changesOf({ of: 'message', ...where, after: aMessage(['queued']) });

  expect(change && eventOf(change, undefined)).toBeUndefined();
});

const anyMessage = fc
  .record({
    channel: fc.constantFrom(...Channel.options),
    statuses: fc.array(fc.constantFrom(...MessageStatus.options), { minLength: 1, maxLength: 6 }),
    reason: fc.option(fc.constantFrom(...Reason.options), { nil: undefined }),
  })
  .map(({ channel, statuses, reason }) => ({ ...aMessage(statuses, reason), channel }));

test('however a timeline is cut into writes, and whatever is told twice, its events are the same, in order, each of the schema', () => {
  fc.assert(
    fc.property(anyMessage, fc.array(fc.nat(6)), (message, cuts) => {
      const ends = [...new Set([...cuts.filter((cut) => cut < message.events.length), message.events.length])].sort(
        (a, b) => a - b,
      );
      const told = ends.flatMap((end, index) => {
        const upTo = (length: number) => ({ ...message, events: message.events.slice(0, length) });
        const record: RecordChange = { of: 'message', ...where, before: upTo(ends[index - 1] ?? 0), after: upTo(end) };
        return [...changesOf(record), ...changesOf(structuredClone(record))];
      });
      const events = told.map((change) => Event.parse(eventOf(change, aNotification())));
      const once = [...new Map(events.map((event) => [event.id, event])).values()];

      const moves = message.events.filter(({ status }, index) => status !== message.events[index - 1]?.status);
      expect(once.map(({ type }) => type)).toEqual(moves.map(({ status }) => `message.${status}`));
    }),
    { numRuns: runs(200) },
  );
});

test('the schema and the list of types are of one mind, and no event has room for an address', () => {
  const options = Event.options.flatMap(({ shape }) => ('options' in shape.type ? [...shape.type.options] : [shape.type.value]));
  const fields = Event.options.flatMap(({ shape }) => Object.keys(shape.data.shape));

  expect(options.sort()).toEqual([...eventTypes].sort());
  expect(fields.filter((name) => /^(address|email|phone|title|body|data)$/.test(name))).toEqual([]);
});
