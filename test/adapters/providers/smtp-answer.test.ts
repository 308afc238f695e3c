import { type SmtpFailure, smtpAnswer } from '../../../adapters/providers/smtp/answer.ts';

const to = { code: 'EENVELOPE', command: 'RCPT TO', isHandedOver: false };
const data = { code: 'EMESSAGE', command: 'DATA', isHandedOver: true };

test.each<[string, Partial<SmtpFailure>, object]>([
  ['421 4.7.0 Too many messages, slow down', data, { outcome: 'not-now', because: 'throttled' }],
  ['450 4.2.1 The user is receiving mail at a rate that prevents delivery', to, { outcome: 'not-now', because: 'throttled' }],
  ['421 4.3.2 Service shutting down', to, { outcome: 'not-now', because: 'unavailable' }],
  ['451 4.3.0 Temporary failure', data, { outcome: 'not-now', because: 'unavailable' }],
  ['452 4.3.1 Insufficient system storage', data, { outcome: 'not-now', because: 'unavailable' }],
  ['550 5.4.5 Daily user sending limit exceeded', data, { outcome: 'not-now', because: 'quota' }],
  ['552 5.2.2 Mailbox full, over quota', to, { outcome: 'rejected', reason: 'provider_rejected' }],
  ['535 5.7.8 Bad credentials', { code: 'EAUTH', command: 'AUTH PLAIN' }, { outcome: 'not-now', because: 'paused' }],
  ['454 4.7.0 Temporary authentication failure', { code: 'EAUTH', command: 'AUTH PLAIN' }, { outcome: 'not-now' }],
  ['530 5.7.0 Authentication required', { command: 'MAIL FROM' }, { outcome: 'not-now', because: 'paused' }],
  ['553 5.7.1 Sender address not owned by user', { command: 'MAIL FROM' }, { outcome: 'not-now', because: 'paused' }],
  ['550 5.1.1 <ada@example.com>: user unknown', to, { outcome: 'rejected', reason: 'provider_rejected' }],
  ['554 5.7.1 Message looks like spam', data, { outcome: 'rejected', reason: 'provider_rejected' }],
])('the reply "%s" is told for what it is, without the address', (response, failure, expected) => {
  const responseCode = Number(response.slice(0, 3));
  const answer = smtpAnswer({ message: response, response, responseCode, isHandedOver: false, ...failure });

  expect(answer).toMatchObject(expected);
  expect(JSON.stringify(answer)).toContain(String(responseCode));
  expect(JSON.stringify(answer)).not.toContain('ada@');
});

test('without a reply it depends on whether the message was on its way', () => {
  const broken = { message: 'Connection closed unexpectedly', code: 'ECONNECTION', command: 'CONN' };

  expect(smtpAnswer({ ...broken, isHandedOver: false })).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
  expect(smtpAnswer({ ...broken, isHandedOver: true })).toMatchObject({ outcome: 'unknown' });
});
