import { Channel, MessageStatus, type Reason } from '../../../contract/values.ts';
import { type Fallback, fallbackFor, hasMissed, mayAddFor, type Standing } from '../../../core/delivery/rules/fallback.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const ada = { email: 'ada@example.com', phone: '+33612345678' };
const both = { email: true, inbox: true };

/** Whether a message that ends so has missed its user, for every end that there is. */
const ends: readonly [MessageStatus, Reason | undefined, boolean][] = [
  ['bounced', 'hard_bounce', true],
  ['bounced', 'soft_bounce', true], // the mail server gave it up; while it goes on trying the e-mail is `sent`
  ['failed', 'provider_rejected', true],
  ['failed', 'gave_up', true],
  ['failed', 'unreachable', true],
  ['suppressed', 'suppressed_bounce', true],
  ['suppressed', 'suppressed_manual', true],
  ['suppressed', 'sms_opted_out', true],
  ['suppressed', 'suppressed_complaint', false],
  ['suppressed', 'suppressed_unsubscribe', false],
  ['skipped', 'no_address', false],
  ['skipped', 'preference_opted_out', false],
  ['skipped', 'already_read', false],
  ['skipped', 'throttled', false],
  ['scheduled', undefined, false],
  ['digesting', undefined, false],
  ['queued', undefined, false],
  ['sending', undefined, false],
  ['sent', undefined, false],
  ['delivered', undefined, false],
  ['complained', 'complaint', false],
  ['unknown', 'ambiguous_send', false],
  ['canceled', 'canceled', false],
  ['expired', 'expired', false],
  ['simulated', 'test_key', false],
];

test.each(ends)('a message that is %s (%s) has missed its user: %s', (status, reason, missed) => {
  expect(hasMissed({ status, reason })).toBe(missed);
});

test.each(['country_blocked', 'budget_exceeded', 'price_exceeded', 'throttled'] as const)(
  'an SMS that is turned down (%s) when it is about to go has missed its user; the plan went round what it skipped itself',
  (reason) => {
    expect(hasMissed({ status: 'skipped', reason, attempts: 1 })).toBe(true);
    expect(hasMissed({ status: 'skipped', reason, attempts: 0 })).toBe(false);
  },
);

test('what ended with its digest has missed nobody in a hurry', () => {
  expect(hasMissed({ status: 'suppressed', reason: 'suppressed_bounce', digest: { frequency: 'daily', number: 1 } })).toBe(false);
});

test('every status is decided above', () => {
  expect([...new Set(ends.map(([status]) => status))].sort()).toEqual([...MessageStatus.options].sort());
});

const planned = (channel: Channel): Fallback => ({ channel, how: 'planned' });
const released = (channel: Channel): Fallback => ({ channel, how: 'released' });
const added = (channel: Channel): Fallback => ({ channel, how: 'added' });

test.each<[Channel, Partial<Record<Channel, Standing>>, Fallback | undefined]>([
  ['email', { sms: 'awaits-reading', inbox: 'has-it' }, released('sms')],
  ['email', { sms: 'has-it', inbox: 'has-it' }, planned('sms')],
  ['email', { sms: 'no-use', inbox: 'has-it' }, planned('inbox')],
  ['email', { inbox: 'has-it' }, planned('inbox')], // an SMS that nobody chose is never added: it costs money
  ['email', {}, added('inbox')],
  ['email', { inbox: 'no-use' }, undefined],
  ['sms', { email: 'has-it', inbox: 'has-it' }, planned('email')],
  ['sms', { email: 'awaits-reading', inbox: 'has-it' }, released('email')],
  ['sms', { inbox: 'has-it' }, added('email')],
  ['sms', {}, added('email')],
  ['sms', { email: 'no-use', inbox: 'has-it' }, planned('inbox')],
  ['sms', { email: 'no-use' }, added('inbox')],
  ['sms', { email: 'no-use', inbox: 'no-use' }, undefined],
  ['inbox', { email: 'has-it' }, undefined],
])('in place of %s, where others stand as %o, comes %o', (missed, standing, fallback) => {
  expect(fallbackFor({ missed }, (channel) => standing[channel] ?? 'absent', both)).toEqual(fallback);
});

test('for each channel and each standing of the others, no channel takes its own place and none that is of no use is taken', () => {
  const standings: Standing[] = ['absent', 'has-it', 'awaits-reading', 'no-use'];
  for (const missed of Channel.options)
    for (const [one, other] of standings.flatMap((each) => standings.map((second) => [each, second] as const))) {
      const [first, second] = Channel.options.filter((channel) => channel !== missed);
      const standingOf = (channel: Channel) => (channel === first ? one : other);
      const fallback = fallbackFor({ missed }, standingOf, { email: false, inbox: false });

      expect(fallback?.how).not.toBe('added');
      if (fallback === undefined) continue;
      expect([first, second]).toContain(fallback.channel);
      expect(['has-it', 'awaits-reading']).toContain(standingOf(fallback.channel));
    }
});

test('an e-mail or inbox item is added for who takes it there, and a required workflow asks nobody', () => {
  const preferences = { general: { email: 'opted_out', inbox: 'opted_out' } } as const;
  const workflow = aWorkflow({ category: 'general' });

  expect(mayAddFor(ada, workflow)).toEqual({ ...both, chat: false, push: false });
  expect(mayAddFor({}, workflow)).toEqual({ email: false, inbox: true, chat: false, push: false });
  expect(mayAddFor(ada, workflow, { fit: { email: { tooLong: 'subject: too long' } } })).toEqual({
    email: false,
    inbox: true,
    chat: false,
    push: false,
  });
  expect(mayAddFor(ada, workflow, { steps: { unmet: ['email'] } })).toEqual({ inbox: true, chat: false, push: false });
  expect(mayAddFor({ ...ada, preferences }, workflow)).toEqual({ email: false, inbox: false, chat: false, push: false });
  expect(mayAddFor({ ...ada, preferences }, { ...workflow, required: true })).toEqual({ ...both, chat: false, push: false });
});
