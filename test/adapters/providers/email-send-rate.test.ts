import '../../lib/channels/email/postmark.ts'; // a second provider, with its rate in the list

const { emailSendRate } = await import('../../../adapters/providers/email-providers.ts');

test('a provider that is not asked for its rate has that of its definition', async () => {
  const rate = emailSendRate('postmark' as never);

  expect(await rate()).toBe(10);
});
