import { validateRecipients } from '../../../core/publishing/rules/validate-recipients.ts';

test('each bad recipient is refused by itself, and the others are kept', () => {
  const { candidates, refused } = validateRecipients([
    'ada',
    { id: 'grace', email: 'not an address' },
    { id: 'joan', phone: '+447700900123', timezone: 'Europe/London' },
    42,
    { id: 'mary', emial: 'mary@example.com' },
    'a#b',
  ]);

  expect(candidates).toEqual([
    { pointer: '/recipients/0', id: 'ada' },
    { pointer: '/recipients/2', id: 'joan', contact: { phone: '+447700900123', timezone: 'Europe/London' } },
  ]);
  expect(refused.map(({ pointer, code }) => [pointer, code])).toEqual([
    ['/recipients/1/email', 'recipient_invalid'],
    ['/recipients/3', 'recipient_invalid'],
    ['/recipients/4/emial', 'recipient_invalid'],
    ['/recipients/5', 'recipient_invalid'],
  ]);
});

test('a user named twice is taken once, whichever way they are named', () => {
  const { candidates, refused } = validateRecipients(['ada', { id: 'ada', email: 'ada@example.com' }]);

  expect(candidates).toHaveLength(1);
  expect(refused).toMatchObject([{ pointer: '/recipients/1', code: 'recipient_repeated', user: 'ada' }]);
});

test('a phone number in E.164 form that cannot exist is refused', () => {
  const { refused } = validateRecipients([{ id: 'ada', phone: '+4412' + '00000' }]);

  expect(refused).toMatchObject([{ pointer: '/recipients/0/phone', code: 'recipient_invalid' }]);
});

test('no refusal repeats an address', () => {
  const { refused } = validateRecipients([{ id: 'ada', email: 'ada@@example.com', phone: '+44123456' }]);

  expect(refused).not.toHaveLength(0);
  expect(JSON.stringify(refused)).not.toMatch(/example\.com|44123456/);
});
