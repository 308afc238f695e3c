import { ApiRefusal } from '../../bin/operator/api/refusal.ts';
import { resentWords } from '../../bin/operator/commands/resend.ts';
import { countOf } from '../../bin/operator/count-of.ts';
import { plainReason } from '../../bin/operator/dlq.ts';
import { nameMessage } from '../../bin/operator/foretell-redrive.ts';
import { optionFor } from '../../bin/operator/option-for.ts';
import { describePaused } from '../../bin/operator/pauses/describe-paused.ts';
import { bellhopProgram } from '../../bin/operator/program.ts';
import type { ResendAnswer } from '../../contract/message-log/resend.ts';
import { minutesInWords } from '../../core/time/rules/minutes-in-words.ts';

function refusedAs(command: string, body: unknown, status = 400): string {
  const found = bellhopProgram().commands.find((each) => each.name() === command);
  return new ApiRefusal({ status, body }).inOptions((field) => optionFor(field, found));
}

test('a refusal by the API is told in options of the command', () => {
  const detail = 'a query parameter is wrong';
  const from = { pointer: '?from', detail: 'must be a day' };
  const since = { pointer: '/filter/since', detail: 'must be given, or else "cancellation_key" or "user"' };

  expect(refusedAs('stats', { detail, errors: [from] })).toBe('--from must be a day');
  expect(refusedAs('replay', { detail, errors: [since] })).toBe('--since must be given, or else --cancellation-key or --user');
  expect(refusedAs('resend', { detail: 'give "confirm": true to send it twice' }, 409)).toBe(
    'the API answers 409: give --again to send it twice',
  );
  expect(refusedAs('stats', { detail, errors: [{ ...from, detail: 'Invalid ISO date' }] })).toBe('--from: Invalid ISO date');
  expect(refusedAs('show', { detail, errors: [from] })).toBe(`the API answers 400: ${detail}; from must be a day`);
  expect(refusedAs('import', { detail, errors: [{ pointer: '/users/0/attributes/constructor', detail: 'is wrong' }] })).toBe(
    `the API answers 400: ${detail}; users/0/attributes/constructor is wrong`,
  );
});

test('a pause says when it is tried again as long as that is to come', () => {
  const paused = { provider: 'ses', why: 'quota', until: '2030-03-15T12:00:00.000Z' };

  expect(describePaused(paused, new Date('2030-03-15T11:59:59Z'))).toBe(
    'Sending by ses is paused, and tries again at 2030-03-15T12:00:00.000Z: quota',
  );
  expect(describePaused(paused, new Date('2030-03-15T12:00:00Z'))).toBe(
    'Sending by ses is paused, and its next message tries again: quota',
  );
});

test('of a long list of values a few are named', () => {
  const values = Array.from({ length: 30 }, (_, n) => `"v${n}"`).join('|');
  const body = { detail: '', errors: [{ pointer: '/by/0', detail: `Invalid option: expected one of ${values}` }] };

  expect(refusedAs('stats', body)).toMatch(/^--by must be one of v0, .*v7, and 22 more/);
});

test('a resend says that it is sent only where it is', () => {
  const sent = { notification: 'ntf_2', channels: ['email', 'sms'] } as unknown as ResendAnswer;

  expect(resentWords(sent, 'dev')[0]).toMatch(/^Sent again as ntf_2, on email and sms\./);
  expect(resentWords({ ...sent, suppressed: ['email'] }, 'dev')[1]).toMatch(/^Sent again as ntf_2, on sms\./);
  expect(resentWords({ ...sent, suppressed: ['email', 'sms'] }, 'dev')[1]).toMatch(/^Nothing is sent; ntf_2 keeps why\./);
});

test('a dead-letter message is named by its type and ids, and its reason has no backslashes and no address', () => {
  expect(nameMessage({ type: 'notify', requestId: 'req_1', userId: 'ada@example.com', data: { id: 'x' } })).toBe(
    'type notify, requestId req_1, userId [address]',
  );
  expect(nameMessage('text')).toBeUndefined();
  expect(plainReason('refused (schedule "dead") for ada@example.com')).toBe('refused (schedule "dead") for [address]');
});

test('one of something is told as one', () => {
  expect([countOf(1, 'notification'), countOf(0, 'notification'), countOf(2, 'notification')]).toEqual([
    '1 notification',
    '0 notifications',
    '2 notifications',
  ]);
  expect([minutesInWords(1), minutesInWords(60)]).toEqual(['1 minute', '60 minutes']);
});
