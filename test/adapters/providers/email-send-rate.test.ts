import { emailSendRate } from '../../../adapters/providers/email-providers.ts';

test('a provider that is not asked for its rate has what its owner was granted, or else that of its definition', async () => {
  expect(await emailSendRate('postmark')()).toBe(10);
  expect(await emailSendRate('postmark', 25)()).toBe(25);
});
