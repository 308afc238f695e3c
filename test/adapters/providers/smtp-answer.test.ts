import { type SmtpFailure, smtpAnswer } from '../../../adapters/providers/smtp/answer.ts';

const to = { code: 'EENVELOPE', command: 'RCPT TO', isHandedOver: false };
const data = { code: 'EMESSAGE', command: 'DATA', isHandedOver: true };
const replied = (response: string, failure: Partial<SmtpFailure>) =>
  smtpAnswer({ message: response, response, responseCode: Number(response.slice(0, 3)), isHandedOver: false, ...failure });

test.each<[string, Partial<SmtpFailure>, object]>([
  ['421 4.7.0 Too many messages, slow down', data, { outcome: 'not-now', because: 'throttled' }],
  ['421 4.7.28 Gmail has detected an unusual rate of mail from your IP', data, { outcome: 'not-now', because: 'throttled' }],
  ['454 4.7.0 Throttling failure: Maximum sending rate exceeded.', data, { outcome: 'not-now', because: 'throttled' }],
  ['454 4.7.0 Throttling failure: Daily message quota exceeded.', data, { outcome: 'not-now', because: 'quota' }],
  ['550 5.7.1 Daily SMTP relay sending limit exceeded for user', data, { outcome: 'not-now', because: 'quota' }],
  ["550 5.1.90 Your message can't be sent: you've reached your daily limit", data, { outcome: 'not-now', because: 'quota' }],
  ['554 5.2.0 STOREDRV; SubmissionQuotaExceededException', data, { outcome: 'not-now', because: 'quota' }],
  ['450 4.1.8 <ada@example.com>: Sender address rejected: Domain not found', to, { outcome: 'not-now', because: 'unavailable' }],
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
  const answer = replied(response, failure);

  expect(answer).toMatchObject(expected);
  expect(answer).not.toHaveProperty('afterSeconds');
  expect(JSON.stringify(answer)).toContain(response.slice(0, 3));
  expect(JSON.stringify(answer)).not.toContain('ada@');
});

test.each<[string, Partial<SmtpFailure>]>([
  ['550 5.1.1 <daily@news.example>: Recipient address rejected: User unknown', to],
  ['552 5.2.2 <bob@example.com>: Quota exceeded', to],
  ['552 <bob@example.com>: Quota exceeded', to],
  [
    '552-5.2.2 The email account that you tried to reach is over quota\n552 5.2.2 https://support.google.com/mail/?p=OverQuota',
    data,
  ],
  ['550 5.2.1 The user is receiving mail at a rate that prevents delivery', to],
  ['554 5.7.1 quota@example.com: Relay access denied', to],
])('the reply "%s" refuses this recipient, and pauses nobody else', (response, failure) => {
  expect(replied(response, failure)).toMatchObject({ outcome: 'rejected', reason: 'provider_rejected' });
});

test.each<[string, Partial<SmtpFailure>]>([
  ['450 4.2.0 <kate@corporate.example>: Recipient address rejected: Greylisted', to],
  ['450 4.7.1 <kate@corporate.example>: greylisted, see you later', to],
  ['450 4.2.1 The user is receiving mail at a rate that prevents delivery', to],
  ['452 4.2.2 The recipient is over quota', data],
  ['450 4.1.1 <kate@corporate.example>: unverified address', to],
  ['450 <kate@corporate.example> is busy', to],
])('after "%s" this e-mail alone waits', (response, failure) => {
  expect(replied(response, failure)).toMatchObject({ outcome: 'not-now', because: 'unavailable', afterSeconds: 300 });
});

test.each<[string, object]>([
  ['450 4.3.2 kate@corporate.example cannot be looked up', { outcome: 'not-now', because: 'unavailable' }],
  ['451 4.3.0 <daily@news.example> try later', { outcome: 'not-now', because: 'unavailable' }],
])('an address that "%s" echoes says nothing', (response, expected) => {
  expect(replied(response, to)).toMatchObject(expected);
  expect(replied(response, to)).not.toHaveProperty('afterSeconds');
});

test('without a reply it depends on whether the message was on its way', () => {
  const broken = { message: 'Connection closed unexpectedly', code: 'ECONNECTION', command: 'CONN' };

  expect(smtpAnswer({ ...broken, isHandedOver: false })).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
  expect(smtpAnswer({ ...broken, isHandedOver: true })).toMatchObject({ outcome: 'unknown' });
});
