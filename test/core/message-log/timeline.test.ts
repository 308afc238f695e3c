import fc from 'fast-check';
import type { MessageAnswer, NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import { reasonWords } from '../../../core/message-log/rules/reason-words.ts';
import { statusWords } from '../../../core/message-log/rules/status-words.ts';
import { type Told, timelineOf } from '../../../core/message-log/rules/timeline.ts';
import { runs } from '../../runs.ts';
import { aMoment, notificationId } from '../../world.ts';

const at = (seconds: number) => new Date(aMoment.getTime() + seconds * 1000).toISOString();

function aTold(changes: Partial<NotificationAnswer> = {}): Told {
  return {
    id: notificationId('n1'),
    request: 'req_01Q9AMJ7G086YWQ9R5J9NDPZNK',
    user: 'ada',
    workflow: 'greeting',
    category: 'general',
    priority: 'normal',
    test: false,
    created_at: at(0),
    messages: [],
    explanation: [],
    ...changes,
  };
}

function anEmail(changes: Partial<MessageAnswer> = {}): MessageAnswer {
  return { channel: 'email', status: 'queued', attempts: 0, events: [{ status: 'queued', at: at(1) }], ...changes };
}

const texts = (told: Told) => timelineOf(told).map(({ text }) => text);

test('a bounced e-mail is told from its acceptance to its end', () => {
  const told = aTold({
    explanation: [
      { channel: 'email', decision: 'send', because: 'priority "normal" uses this channel' },
      {
        channel: 'sms',
        decision: 'skip',
        reason: 'no_address',
        because: 'the publish named this channel, but the user has no phone number',
      },
    ],
    messages: [
      anEmail({
        status: 'bounced',
        reason: 'hard_bounce',
        attempts: 1,
        provider_id: 'ses-1',
        events: [
          { status: 'queued', at: at(1) },
          { status: 'sending', at: at(2) },
          { status: 'sent', at: at(3) },
          { status: 'bounced', at: at(9), detail: 'bounced: Permanent, General' },
          { status: 'bounced', at: at(10), detail: 'the inbox takes its place' },
        ],
      }),
    ],
  });

  expect(texts(told)).toEqual([
    'Accepted from the app for user "ada" as "greeting", with priority normal (req_01Q9AMJ7G086YWQ9R5J9NDPZNK).',
    'E-mail: it goes at once. Priority "normal" uses this channel.',
    'SMS: it does not go (no_address). The publish named this channel, but the user has no phone number.',
    'The e-mail is in its queue.',
    'The e-mail was taken up to be sent.',
    'The e-mail was handed to the provider, who calls it ses-1.',
    'The e-mail bounced: the address does not exist, or takes no mail (bounced: Permanent, General).',
    'The inbox takes its place.',
  ]);
});

test('a service that gives a chat message no id is not said to call it by its own name', () => {
  const about = { one: 'chat message', attempt: 1 };

  expect(statusWords.sent({ ...about, message: { provider_id: 'slack' } })).toBe(
    'the chat message was handed to the provider, who gives it no id',
  );
  expect(statusWords.sent({ ...about, message: { provider_id: '1293' } })).toContain('who calls it 1293');
});

test('what is held, tried again, and sent again says so', () => {
  const email = anEmail({
    status: 'sending',
    events: [
      { status: 'scheduled', at: at(1), detail: 'it is held until 08:00' },
      { status: 'queued', at: at(2), detail: 'it was held until now' },
      { status: 'sending', at: at(3) },
      { status: 'queued', at: at(4), detail: 'SES is throttling' },
      { status: 'sending', at: at(5) },
    ],
  });
  const resent = { id: notificationId('n2'), at: at(6), channels: ['email' as const] };
  const told = aTold({ messages: [email], resent_as: [resent], resent_from: notificationId('n0') });

  expect(texts(told).slice(1)).toEqual([
    `It is ${notificationId('n0')}, sent again.`,
    'The e-mail is held: it is held until 08:00.',
    'The e-mail is in its queue: it was held until now.',
    'The e-mail was taken up to be sent.',
    'The e-mail is back in its queue: SES is throttling.',
    'The e-mail was taken up to be sent, for the second time.',
    `Sent again as ${notificationId('n2')}: its e-mail.`,
  ]);
});

test('each plan of what was held is told at its time, and not the last alone', () => {
  const email = anEmail({
    status: 'queued',
    events: [
      { status: 'scheduled', at: at(1), detail: 'the workflow waits an hour' },
      { status: 'scheduled', at: at(2), detail: 'the user has quiet hours' },
      { status: 'queued', at: at(3), detail: 'it was held until now' },
      { status: 'sending', at: at(4) },
    ],
  });
  const explanation = [{ channel: 'email' as const, decision: 'send' as const, because: 'priority "normal" uses this channel' }];

  const plans = timelineOf(aTold({ messages: [email], explanation })).filter(({ type }) => type === 'planned');

  expect(plans.map(({ at, text }) => [at, text])).toEqual([
    [at(1), 'E-mail: it is held. The workflow waits an hour.'],
    [at(2), 'E-mail: it is held. The user has quiet hours.'],
    [at(3), 'E-mail: it goes at once. Priority "normal" uses this channel.'],
  ]);
});

test('a cancellation ends what was held, and is no plan of it', () => {
  const events = [
    { status: 'scheduled' as const, at: at(1), detail: 'the workflow waits an hour' },
    { status: 'canceled' as const, at: at(2) },
  ];
  const explanation = [
    { channel: 'email' as const, decision: 'hold' as const, until: at(9), because: 'the workflow waits an hour' },
  ];

  const told = timelineOf(aTold({ messages: [anEmail({ status: 'canceled', events })], explanation }));

  expect(told.filter(({ type }) => type === 'planned').map(({ at }) => at)).toEqual([at(1)]);
});

test('what was done with an e-mail is a step of its own type, and what SES notes meanwhile is a note', () => {
  const email = anEmail({
    status: 'delivered',
    events: [
      { status: 'sent', at: at(1) },
      { status: 'sent', at: at(2), detail: 'delayed: the mailbox is full, SES tries until 2030-03-16T02:00:00.000Z' },
      { status: 'delivered', at: at(3) },
      { status: 'delivered', at: at(4), detail: 'the e-mail was opened (by a machine)', engagement: 'opened_by_machine' },
      { status: 'delivered', at: at(5), detail: 'a link to app.example.com in the e-mail was clicked', engagement: 'clicked' },
    ],
  });

  expect(timelineOf(aTold({ messages: [email] })).map(({ type, text }) => [type, text])).toEqual([
    ['accepted', expect.any(String)],
    ['sent', 'The e-mail was handed to the provider.'],
    ['noted', 'Delayed: the mailbox is full, SES tries until 2030-03-16T02:00:00.000Z.'],
    ['delivered', 'The e-mail arrived.'],
    ['opened_by_machine', 'The e-mail was opened (by a machine).'],
    ['clicked', 'A link to app.example.com in the e-mail was clicked.'],
  ]);
});

test('an inbox item that was seen and read says when, by itself before with all others', () => {
  const inbox: MessageAnswer = {
    channel: 'inbox',
    status: 'delivered',
    attempts: 0,
    events: [{ status: 'delivered', at: at(1) }],
  };
  const told = aTold({ messages: [inbox] });
  const instant = (seconds: number) => new Date(at(seconds));
  const said = (marks: Parameters<typeof timelineOf>[1]) =>
    timelineOf(told, marks).flatMap(({ type, text, channel }) => (type === 'seen' || type === 'read' ? [[channel, text]] : []));

  expect(said({ seenAt: instant(2), readAt: instant(3), readWithAllAt: instant(9) })).toEqual([
    ['inbox', 'The inbox item was seen.'],
    ['inbox', 'The inbox item was read.'],
  ]);
  expect(said({ readWithAllAt: instant(9) })).toEqual([['inbox', 'By then the inbox item was read, with all of the inbox.']]);
  expect(said({})).toEqual([]);
});

test('what was throttled is told in the words of its plan, where it was planned so', () => {
  const email = anEmail({ status: 'skipped', reason: 'throttled', events: [{ status: 'skipped', at: at(1) }] });
  const because =
    "the workflow's chain names this channel, but the user has had 3 of this workflow and key in this window of 60 minutes already";
  const planned = { channel: 'email', decision: 'skip', reason: 'throttled', because } as const;

  expect(texts(aTold({ messages: [email], explanation: [planned] })).at(-1)).toBe(
    'The e-mail was left out: the user has had 3 of this workflow and key in this window of 60 minutes already.',
  );
  expect(texts(aTold({ messages: [email] })).at(-1)).toMatch(/as many as they may get, or the number has\.$/);
});

test('every reason has words', () => {
  expect(Object.keys(reasonWords).sort()).toEqual([...Reason.options].sort());
});

test('every status with every reason on every channel makes a sentence, in the order of time, without an address', () => {
  const event = fc.record({ status: fc.constantFrom(...MessageStatus.options), at: fc.integer({ min: 0, max: 99 }).map(at) });
  const message = fc.record({
    channel: fc.constantFrom(...Channel.options),
    reason: fc.option(fc.constantFrom(...Reason.options), { nil: undefined }),
    events: fc.array(event, { minLength: 1, maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 3 }), (drawn) => {
      const messages = drawn.map(({ events, ...rest }): MessageAnswer => {
        return { ...rest, events, attempts: 1, status: events.at(-1)?.status ?? 'queued' };
      });
      const timeline = timelineOf(aTold({ messages }));

      const steps = messages.reduce((sum, { events }) => sum + events.length, 0);
      expect(timeline).toHaveLength(1 + steps);
      for (const { text } of timeline) expect(text).toMatch(/^[A-Z][^@]{5,}\.$/);
      const times = timeline.map((each) => Date.parse(each.at));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    }),
    { numRuns: runs(500) },
  );
});
