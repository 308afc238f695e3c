import { maskAddresses } from '../../../../bin/operator/mask-addresses.ts';
import { asciiAddress, EmailAddress } from '../../../../contract/channels/email/email-address.ts';
import { normalAddress } from '../../../../core/channels/email/rules/normal-address.ts';
import { magicOutcome } from '../../../../core/delivery/rules/magic-recipient.ts';
import { redact } from '../../../../lambdas/shell/log.ts';

const labelOf = (length: number) => 'a'.repeat(length);
/** Labels of 50 characters, and what is missing at the end. */
const domainOf = (length: number) => `${`${labelOf(50)}.`.repeat(4)}${labelOf(length - 208)}.com`;

test.each([
  ['ada@müller.de', 'ada@xn--mller-kva.de'],
  ['ada@xn--mller-kva.de', 'ada@xn--mller-kva.de'],
  ['ada@почта.рф', 'ada@xn--80a1acny.xn--p1ai'],
  ['ada@faß.de', 'ada@xn--fa-hia.de'],
  ['ada@例え。jp', 'ada@xn--r8jz45g.jp'],
  ['Ada@Example.com', 'Ada@Example.com'],
  [`${labelOf(64)}@example.com`, `${labelOf(64)}@example.com`],
  [`ada@${labelOf(63)}.com`, `ada@${labelOf(63)}.com`],
  [`${labelOf(41)}@${domainOf(212)}`, `${labelOf(41)}@${domainOf(212)}`],
])('%s is taken as it is written, and sent as %s', (address, sent) => {
  expect(EmailAddress.parse(address)).toBe(address);
  expect(asciiAddress(address)).toBe(sent);
});

test.each([
  ['a space around it', ' ada@example.com ', 'ada@example.com'],
  ['letters and their accents apart', 'ada@mu\u0308ller.de', 'ada@müller.de'],
])('%s is mended', (_, address, taken) => {
  expect(EmailAddress.parse(address)).toBe(taken);
});

test.each([
  ['ädä@example.com', 'nothing but ASCII before the "@"'],
  [`${labelOf(65)}@example.com`, 'at most 64 characters before the "@"'],
  [`ada@${labelOf(64)}.com`, 'at most 63 characters between the dots'],
  [`ada@${'ü'.repeat(58)}.com`, 'counted in punycode'],
  [`${labelOf(42)}@${domainOf(212)}`, 'at most 254 characters'],
  ['ada', 'must be an e-mail address'],
  ['@example.com', 'must be an e-mail address'],
  ['ada@', 'must be an e-mail address'],
  ['ada@example', 'no domain name'],
  ['ada@127.0.0.1', 'no domain name'],
  ['ada@[::1]', 'no domain name'],
  ['ada@exa\u200bmple.com', 'no domain name'],
  ['ada@exa\u202emple.com', 'no domain name'],
  ['ada@exa\u00admple.com', 'no domain name'],
  ['ada@example.com/x', 'no domain name'],
  ['ada@example.com:25', 'no domain name'],
  ['ada@-a.com', 'no domain name'],
  ['ada..b@example.com', 'before the "@" cannot be'],
  ['a da@example.com', 'before the "@" cannot be'],
  ['ada@example.com\r\nBcc: eve@example.com', 'before the "@" cannot be'],
])('%s is refused: %s', (address, reason) => {
  expect(EmailAddress.safeParse(address).error?.issues).toEqual([
    expect.objectContaining({ message: expect.stringContaining(reason) }),
  ]);
});

test('both spellings of a domain are one address', () => {
  const spellings = ['ada@müller.de', 'Ada@MÜLLER.DE', 'ada@mu\u0308ller.de', 'ada@xn--mller-kva.de', 'ADA@XN--MLLER-KVA.DE'];

  expect(new Set(spellings.map(normalAddress))).toEqual(new Set(['ada@xn--mller-kva.de']));
  expect(magicOutcome('email', 'bounce@ｔest.bellhop.example')).toBe('bounce');
});

test('what is no address at all keeps its own spelling', () => {
  for (const text of ['', '@', '+447400123456', 'ada@ü/ö', 'ada@\ud800']) expect(asciiAddress(text)).toBe(text);
});

test.each(['ada@müller.de', 'ada@xn--mller-kva.de', 'ada@почта.рф'])(
  '%s is in no log, and not shown of a dead-letter message',
  (address) => {
    expect(redact(`bounced: ${address}, for ever`)).toBe('bounced: [address] for ever');
    expect(maskAddresses(JSON.stringify({ to: address }))).toBe('{"to":"[address]"}');
  },
);
