import { redact } from '../../lambdas/shell/log.ts';

test.each([
  '+447911123458',
  '+44 7911 123-458',
  '+44 (0)7911 123458',
  '+1.415.555.0132',
  '0044 7911 123458',
  '00447911123458',
  '07911 123 458',
  '(020) 7946 0018',
  '020-7946-0018',
  '415-555-0132',
  '(415) 555-0132',
])('a phone number is taken out of a text, however it is written: %s', (number) => {
  expect(redact(`/data/${number} is wrong`)).toBe('/data/[phone] is wrong');
  expect(redact(`not sent to ${number}.`)).toBe('not sent to [phone].');
});

test.each([
  'at 2030-03-15T12:00:00.000Z',
  'at 2030-03-15 00:26:23+01:00',
  'arn:aws:sns:eu-west-1:123456789012:topic',
  '3f0e6a52-0123-4456-8899-001122334455',
  'ntf_01J8ZK3V5Q0000000000000000',
  'HTTP 429 after 3 tries in 1250 ms',
  'epoch 1893456000',
  '127.0.0.1:8000',
])('what is no phone number stays: %s', (text) => {
  expect(redact(text)).toBe(text);
});
