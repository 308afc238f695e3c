import { MessageStatus } from '../../../contract/values.ts';
import { mayMove, movesTo } from '../../../core/delivery/rules/message-status.ts';

/** The way a message goes; everything else is an end beside it. */
const way: readonly MessageStatus[] = ['queued', 'sending', 'sent', 'delivered'];

test.each([
  ['queued', 'sending'],
  ['sending', 'sent'],
  ['sent', 'delivered'],
  ['scheduled', 'queued'],
  ['digesting', 'queued'],
  ['queued', 'simulated'],
  ['sent', 'suppressed'], // SES took it and then held it back
  ['sending', 'delivered'], // the provider's event may overtake our own note
  ['delivered', 'complained'], // people complain about what they have
] as const)('%s may become %s', (from, to) => {
  expect(mayMove(from, to)).toBe(true);
});

test('a send that the provider refused for now goes back to the queue', () => {
  expect(mayMove('sending', 'queued')).toBe(true);
});

test('a message in doubt may be sent once more, be resolved by an event, or stay in doubt', () => {
  for (const to of ['sending', 'sent', 'delivered', 'bounced', 'unknown'] as const) expect(mayMove('unknown', to)).toBe(true);
});

test('a message in doubt never looks as if it had not been tried', () => {
  for (const to of ['queued', 'scheduled', 'simulated', 'canceled', 'skipped'] as const)
    expect(mayMove('unknown', to)).toBe(false);
});

test('what a provider has is never queued, sent or called off again', () => {
  for (const from of ['sent', 'delivered', 'bounced', 'complained'] as const) {
    for (const to of ['queued', 'sending', 'canceled', 'expired', 'skipped'] as const) expect(mayMove(from, to)).toBe(false);
  }
});

test('nothing moves backwards on the way, but from sending to queued', () => {
  const backwards = way.flatMap((from, place) => way.slice(0, place).map((to) => [from, to] as const));

  expect(backwards.filter(([from, to]) => mayMove(from, to))).toEqual([['sending', 'queued']]);
});

test.each(['bounced', 'complained', 'failed', 'suppressed', 'skipped', 'canceled', 'expired', 'simulated'] as const)(
  '%s is an end',
  (end) => {
    expect(MessageStatus.options.filter((to) => mayMove(end, to))).toEqual([]);
  },
);

test('the statuses before one are those that may move to it', () => {
  for (const to of MessageStatus.options) {
    expect(movesTo(to)).toEqual(MessageStatus.options.filter((from) => mayMove(from, to)));
  }
});
