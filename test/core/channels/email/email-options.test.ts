import fc from 'fast-check';
import { isAllowedHeader } from '../../../../core/channels/email/rules/email-headers.ts';
import { EmailOptions } from '../../../../core/channels/email/rules/email-options.ts';
import { checkCopyFit } from '../../../../core/workflows/rules/copy-fit.ts';
import { definitionFaults } from '../../../../core/workflows/rules/definition-faults.ts';
import { anyCharacter } from '../../../any-character.ts';
import { runs } from '../../../runs.ts';
import { aWorkflow } from '../../workflows/a-workflow.ts';

const isTaken = (options: unknown) => EmailOptions.safeParse(options).success;

test.each([
  'From',
  'To',
  'Cc',
  'Bcc',
  'Sender',
  'Reply-To',
  'Return-Path',
  'Subject',
  'Date',
  'Message-ID',
  'Received',
  'Resent-From',
  'DKIM-Signature',
  'ARC-Seal',
  'Authentication-Results',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'List-Id',
  'Auto-Submitted',
  'Disposition-Notification-To',
  'Errors-To',
  'X-SES-CONFIGURATION-SET',
  'X-PM-Message-Stream',
  'X-Mailgun-Tag',
  'X-SMTPAPI',
  'X-MS-Exchange-Organization-SCL',
  'X-Bellhop-Id',
  'X-',
  'X Y',
  'X-A:B',
  'X-A\r\nBcc',
  '',
  'constructor',
  '__proto__x',
])('a workflow may not set the header %j, however it is written', (name) => {
  for (const written of [name, name.toLowerCase(), name.toUpperCase()])
    expect(isTaken({ headers: { [written]: 'x' } })).toBe(false);
});

test.each(['In-Reply-To', 'References', 'List-Help', 'Feedback-ID', 'Importance', 'X-Entity-Ref-ID', 'x-priority'])(
  'a workflow may set the header %s',
  (name) => expect(isTaken({ headers: { [name]: '<a@example.com>' } })).toBe(true),
);

test('no value of a header, and no name, has what ends a line', () => {
  const text = fc.oneof(fc.string({ unit: anyCharacter }), fc.constantFrom('a\r\nBcc: eve@example.com', 'a\nb', 'a\rb', 'a\0b'));
  fc.assert(
    fc.property(text, text, (name, value) => {
      if (isAllowedHeader(name)) expect(name).toMatch(/^[A-Za-z0-9-]+$/);
      const parsed = EmailOptions.safeParse({ headers: { 'X-One': value } });
      if (parsed.success) expect(parsed.data.headers?.['X-One']).toMatch(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/);
    }),
    { numRuns: runs(1_000) },
  );
});

test.each<[string, unknown]>([
  ['more copies than SES takes', { cc: Array(11).fill('a@example.com'), bcc: Array(10).fill('b@example.com') }],
  ['an address that is none', { cc: ['Bob <bob@example.com>'] }],
  ['an address with a line in it', { bcc: ['bob@example.com\r\nX: y'] }],
  ['a name with a line in it', { fromName: 'Bob\nBcc: eve@example.com' }],
  ['two places for answers', { replyTo: 'a@example.com, b@example.com' }],
  ['a list id with words', { listId: 'Repairs <repairs.example.com>' }],
  ['a header that is encoded, in which a line may be', { headers: { 'X-One': '=?utf-8?q?a=0D=0ABcc:_eve@example.com?=' } }],
  ['a header twice', { headers: { 'X-One': 'a', 'x-one': 'b' } }],
  ['a field that is not known', { from: 'eve@example.com' }],
])('%s is refused', (_, options) => expect(isTaken(options)).toBe(false));

test('all that is wrong with it is told at once, whatever is wrong with its parts', () => {
  const file = { filename: 'a/b.txt', content: 'aGk=', contentId: 'logo' };
  const { error } = EmailOptions.safeParse({
    fromName: 5,
    cc: Array(11).fill('a@example.com'),
    bcc: Array(10).fill('b@example.com'),
    headers: { From: 'eve@example.com', 'X-One': '' },
    attachments: [file, { filename: 'c.txt', contentId: 'logo' }],
    invitation: { uid: 'a b', start: '2030-03-20T10:00:00Z', end: '2030-03-20T09:00:00Z', summary: 'x' },
  });

  expect(error?.issues.map(({ path }) => path.join('.')).sort()).toEqual([
    'attachments',
    'attachments.0.filename',
    'attachments.1',
    'bcc',
    'fromName',
    'headers.From',
    'headers.X-One',
    'invitation.end',
    'invitation.uid',
  ]);
});

test.each<[string, string, string, boolean]>([
  ['an instant to an instant', '2030-03-20T09:00:00+01:00', '2030-03-20T10:00:00+01:00', true],
  ['a day to a day', '2030-03-20', '2030-03-21', true],
  ['a day to itself', '2030-03-20', '2030-03-20', false],
  ['a day to an instant', '2030-03-20', '2030-03-21T00:00:00Z', false],
  ['a day that there is not', '2030-02-29', '2030-03-21', false],
  ['a time without its zone', '2030-03-20T09:00:00', '2030-03-20T10:00:00', false],
])('an invitation from %s is taken, or refused', (_, start, end, isGood) => {
  expect(isTaken({ invitation: { uid: 'a', summary: 'b', start, end } })).toBe(isGood);
});

test('a rule about several parts does not fail over parts of another type', () => {
  for (const stranger of [null, 0, 1n, Symbol('x'), '', [], {}, [null], [0], { start: 1n, end: Symbol('x') }, [{ content: 5 }]])
    for (const field of ['cc', 'bcc', 'headers', 'attachments', 'invitation'])
      expect(isTaken({ fromName: 5, [field]: stranger })).toBe(false);
});

const withEmail = (email: unknown) => aWorkflow({ email: email as never });

test('what an e-mail has beside its text is asked of the workflow when something is published, and refused if it is wrong', () => {
  const wrong = withEmail(({ name }: { name: string }) => ({ cc: [`${name}@example.com`], headers: { Bcc: 'x' } }));

  expect(definitionFaults(wrong)).toEqual([]);
  expect(checkCopyFit(wrong, { name: 'Ada' }, ['email']).faults).toMatchObject([
    { pointer: '/data', detail: expect.stringMatching(/email\.headers\.Bcc: is not among the headers/) },
  ]);
  expect(checkCopyFit(wrong, { name: 'Ada' }, ['email']).skipped).toEqual([]);
  expect(
    checkCopyFit(
      withEmail(() => ({ cc: ['bob@example.com'] })),
      { name: 'Ada' },
      ['email'],
    ).faults,
  ).toEqual([]);
  expect(
    checkCopyFit(
      withEmail(async () => ({})),
      { name: 'Ada' },
      ['email'],
    ).faults,
  ).toHaveLength(1);
});
