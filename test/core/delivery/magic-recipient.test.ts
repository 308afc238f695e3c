import { EmailAddress } from '../../../contract/channels/email/email-address.ts';
import { phoneProblem } from '../../../core/channels/sms/rules/phone-number.ts';
import { magicOutcome } from '../../../core/delivery/rules/magic-recipient.ts';

test.each([
  ['delivered@test.bellhop.example', 'delivered'],
  ['soft-fail@test.bellhop.example', 'temporary-failure'],
  ['fail@test.bellhop.example', 'permanent-failure'],
  ['bounce@test.bellhop.example', 'bounce'],
  ['complaint@test.bellhop.example', 'complaint'],
  ['success@simulator.amazonses.com', 'delivered'],
  ['ooto@simulator.amazonses.com', 'delivered'],
  ['bounce@simulator.amazonses.com', 'bounce'],
  ['complaint@simulator.amazonses.com', 'complaint'],
  ['suppressionlist@simulator.amazonses.com', 'bounce'],
  ['bounce+sign-up@test.bellhop.example', 'bounce'],
  ['Bounce@Test.Bellhop.Example', 'bounce'],
])('%s plays "%s", and a publish takes it', (address, outcome) => {
  expect(magicOutcome('email', address)).toBe(outcome);
  expect(EmailAddress.safeParse(address).success).toBe(true);
});

test.each([
  ['+447700900901', 'delivered'],
  ['+447700900902', 'temporary-failure'],
  ['+447700900903', 'permanent-failure'],
  ['+447700900904', 'bounce'],
  ['+447700900905', 'complaint'],
])('%s plays "%s", and a publish takes it', (number, outcome) => {
  expect(magicOutcome('sms', number)).toBe(outcome);
  expect(phoneProblem(number)).toBeUndefined();
});

test.each([
  ['email', 'ada@example.com'],
  ['email', 'bounce@example.com'],
  ['email', 'ada@test.bellhop.example'],
  ['email', 'bounce@mail.test.bellhop.example'],
  ['email', 'bounced@test.bellhop.example'],
  ['sms', '+447700900123'],
  ['sms', 'bounce@test.bellhop.example'],
  ['inbox', 'bounce@test.bellhop.example'],
] as const)('on %s, %s is an ordinary recipient', (channel, address) => {
  expect(magicOutcome(channel, address)).toBeUndefined();
});
