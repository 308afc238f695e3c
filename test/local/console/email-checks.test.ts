import { type CheckResult, checkEmail, type EmailFacts } from '../../../local/console/workflows/email-checks.ts';

const good: EmailFacts = {
  subject: 'Invoice INV-7 is due',
  htmlBytes: 12_000,
  text: 'Invoice INV-7 is due. Please pay it this week.',
  words: 'Invoice INV-7 is due. Please pay it this week.',
  links: [{ href: 'https://app.example.com/invoices/7', text: 'Pay the invoice' }],
  images: [{ src: 'https://example.com/logo.png', alt: 'Acme' }],
  refused: [],
  isRequired: false,
  isFramed: true,
};

/** What is to be looked at, without what is well. */
function found(changes: Partial<EmailFacts>): CheckResult[] {
  return checkEmail({ ...good, ...changes }).filter(({ tone }) => tone !== 'well');
}

const link = (href: string, text: string) => ({ links: [{ href, text }] });

test('an e-mail that is in order is good in each check', () => {
  expect(found({})).toEqual([]);
  expect(checkEmail(good).map(({ text }) => text)).toContain('The HTML has 12 KB of 102 KB.');
});

test.each<[string, Partial<EmailFacts>, CheckResult['tone'], string]>([
  ['longer than Gmail shows', { htmlBytes: 102_001 }, 'wrong', 'Gmail cuts the end off'],
  ['nearly as long', { htmlBytes: 90_000 }, 'moving', 'The HTML has 90 KB of 102 KB, where Gmail cuts.'],
  ['without a text part', { text: ' \n' }, 'wrong', 'There is no plain-text part'],
  ['with a text part that says little', { text: 'Hello', words: 'x'.repeat(100) }, 'moving', 'says much less'],
  ['that nobody can leave', { isRequired: true }, 'moving', 'no link to unsubscribe'],
  ['with HTML of its own', { isFramed: false }, 'moving', 'unsubscribeUrl'],
  ['that shouts', { subject: 'INVOICE IS DUE' }, 'wrong', 'in capitals'],
  ['that calls out', { subject: 'Pay now!!' }, 'moving', 'calls out'],
  ['that pretends to be an answer', { subject: 'Re: Invoice' }, 'wrong', 'pretends'],
  ['with a long subject', { subject: 'word '.repeat(15) }, 'moving', 'The subject has 75 characters'],
  [
    'with a link to another host than it reads',
    link('https://evil.example.net/', 'www.bank.example'),
    'wrong',
    'leads to evil.example.net',
  ],
  ['with a link that is none', link('/invoices/7', 'Pay'), 'wrong', 'is no address'],
  ['with a link by http', link('http://app.example.com/', 'Pay'), 'moving', 'only https'],
  ['with a link that hides where it leads', link('https://bit.ly/x', 'Pay'), 'wrong', 'goes by bit.ly'],
  ['with a link without words', link('https://app.example.com/', ' '), 'moving', 'no words'],
  ['with a picture that says nothing', { images: [{ src: 'https://x.example/a.png' }] }, 'wrong', 'A picture has no alt text'],
  ['with a picture by http', { images: [{ src: 'http://x.example/a.png', alt: '' }] }, 'moving', 'comes by http'],
  ['that is a picture alone', { words: 'Hi', text: 'Hi' }, 'wrong', 'hardly a word'],
  ['with what clients take out', { refused: ['form', 'form'] }, 'wrong', 'take <form> out'],
])('an e-mail %s is told', (_what, changes, tone, text) => {
  expect(found(changes)).toEqual([{ tone, text: expect.stringContaining(text) }]);
});

test.each([
  ['the host itself', link('https://www.example.com/invoices/7', 'example.com/invoices')],
  ['a host beneath it', link('https://app.example.com/', 'example.com')],
  ['words with a point in them', link('https://app.example.com/', 'Version 2.0 is here')],
  ['capitals that are an abbreviation', { subject: 'ACME: invoice INV-7' }],
])('%s is no fault', (_what, changes) => {
  expect(found(changes)).toEqual([]);
});

test('what is wrong comes first', () => {
  const tones = checkEmail({ ...good, subject: 'RE: INVOICE!!', isRequired: true }).map(({ tone }) => tone);

  expect(tones).toEqual(
    [...tones].sort((one, other) => ['wrong', 'moving', 'well'].indexOf(one) - ['wrong', 'moving', 'well'].indexOf(other)),
  );
  expect(tones[0]).toBe('wrong');
});
