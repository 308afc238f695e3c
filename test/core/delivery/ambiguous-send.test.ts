import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import { maySendAgain } from '../../../core/delivery/rules/ambiguous-send.ts';

const doubt: MessageEvent = { status: 'unknown', at: '2026-11-22T09:00:00.000Z' };

test('an e-mail in doubt is sent once more, and only once', () => {
  expect(maySendAgain({ channel: 'email', events: [doubt] }, 'message')).toBe(true);
  expect(maySendAgain({ channel: 'email', events: [doubt, doubt] }, 'message')).toBe(false);
});

test('an SMS in doubt is never sent again', () => {
  expect(maySendAgain({ channel: 'sms', events: [doubt] }, 'message')).toBe(false);
});

test('a digest in doubt is never sent again: what is in it is in the inbox too', () => {
  expect(maySendAgain({ channel: 'email', events: [doubt] }, 'digest')).toBe(false);
});

test('a chat message in doubt goes to its other connections, and never there again', () => {
  const to = (address: string[], outcomes = {}) => ({
    channel: 'chat' as const,
    events: [doubt],
    address: JSON.stringify(address),
    outcomes,
  });

  expect(maySendAgain(to(['ops']), 'message')).toBe(false);
  expect(maySendAgain(to(['ops', 'dev']), 'message')).toBe(true);
  expect(maySendAgain(to(['ops', 'dev'], { ops: 'sent' }), 'message')).toBe(false); // the doubt is about the last
});
