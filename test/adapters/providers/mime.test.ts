import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { writeMime } from '../../../adapters/mime/mime.ts';
import { safeLine } from '../../../contract/text.ts';
import type { Email } from '../../../core/delivery/ports/providers.ts';
import { anyCharacter } from '../../any-character.ts';
import { runs } from '../../runs.ts';
import { aMoment, notificationId } from '../../world.ts';

const sender = { from: { name: 'Bellhop', address: 'hello@app.example.com' }, replyTo: 'support@example.com' };

function anEmail(changes: Partial<Email> = {}): Email {
  return {
    notificationId: notificationId('n1'),
    to: 'ada@example.com',
    subject: 'Your repair is approved',
    html: '<p>Hello, Ada</p>',
    text: 'Hello, Ada',
    at: aMoment,
    ...changes,
  };
}

const headerNames = ['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'auto-submitted', 'mime-version', 'content-type'];

/** Any text, and now and then what attackers and other languages put in it. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: anyCharacter }),
  fc
    .array(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        'Bcc: eve@example.com',
        ': ',
        '=?',
        '?=',
        '"',
        '\\',
        '<',
        '>',
        ',',
        ' ',
        '\t',
        '\0',
        '漢字',
        '🎉',
        'é',
        '=',
        '.',
        '\u2028',
        '--=_',
      ),
    )
    .map((pieces) => pieces.join('')),
);

test('an e-mail has the headers that mail programs need, and no others', async () => {
  const mail = await PostalMime.parse(writeMime(anEmail(), sender));

  expect(mail.headers.map(({ key }) => key)).toEqual(headerNames);
  expect(mail).toMatchObject({
    from: { name: 'Bellhop', address: 'hello@app.example.com' },
    to: [{ address: 'ada@example.com' }],
    replyTo: [{ address: 'support@example.com' }],
    subject: 'Your repair is approved',
    messageId: `<${notificationId('n1')}@app.example.com>`,
    date: '2030-03-15T12:00:00.000Z',
    text: 'Hello, Ada\n',
    html: '<p>Hello, Ada</p>\n',
  });
});

test('the same notification is the same message, whenever it is written', () => {
  expect(writeMime(anEmail(), sender)).toBe(writeMime(anEmail(), sender));
});

test.each([
  'Grace "Amazing" Hopper',
  'Hopper, Grace',
  'back\\slash',
  'Müller & Söhne',
  '漢字 通知',
  'a=?b',
  '"'.repeat(60),
  'x'.repeat(120),
])('the display name %s arrives as it is', async (name) => {
  const mail = await PostalMime.parse(writeMime(anEmail(), { ...sender, from: { ...sender.from, name } }));

  expect(mail.from).toMatchObject({ name, address: 'hello@app.example.com' });
});

test('whatever the texts are, no header is added and nobody else is written to', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, nasty, nasty, nasty, nasty, async (subject, name, to, text, html) => {
      const raw = writeMime(anEmail({ subject, to, text, html }), { ...sender, from: { ...sender.from, name } });

      const mail = await PostalMime.parse(raw);
      expect(mail.headers.map(({ key }) => key)).toEqual(headerNames);
      expect([mail.cc, mail.bcc, mail.attachments]).toEqual([undefined, undefined, []]);
      expect(mail.to?.length ?? 0).toBeLessThanOrEqual(1);
      expect(mail.from?.address).toBe('hello@app.example.com');
    }),
    { numRuns: runs(500) },
  );
});

test('a subject arrives as one line with all its words', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, async (subject) => {
      const mail = await PostalMime.parse(writeMime(anEmail({ subject }), sender));

      expect(mail.subject ?? '').toBe(safeLine(subject));
    }),
    { numRuns: runs(500) },
  );
});

test('texts arrive as they are, whatever the language', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, nasty, async (text, html) => {
      const mail = await PostalMime.parse(writeMime(anEmail({ text, html }), sender));

      const lines = (written: string) => `${written.toWellFormed().replace(/\r\n|\r/g, '\n')}\n`;
      expect({ text: mail.text, html: mail.html }).toEqual({ text: lines(text), html: lines(html) });
    }),
    { numRuns: runs(500) },
  );
});

function longLines(raw: string): string[] {
  return raw.split('\r\n').filter((line) => line.length > 78 || !/^[\t\x20-\x7e]*$/.test(line));
}

test.each([
  ['a subject that fills its first encoded word', '漢'.repeat(40), 'Bellhop'],
  ['a display name that fills its last encoded word', 'Hello', '漢'.repeat(13)],
  ['a display name as long as a plain one may be', 'Hello', 'x'.repeat(60)],
  ['a display name of nothing but quotation marks', 'Hello', '"'.repeat(60)],
])('%s does not make a line too long', (_, subject, name) => {
  const raw = writeMime(anEmail({ subject }), { ...sender, from: { ...sender.from, name } });

  expect(longLines(raw)).toEqual([]);
});

test('every line is ASCII and short enough for any mail server', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, nasty, fc.integer({ min: 1, max: 20 }), (subject, name, text, html, times) => {
      const email = anEmail({ subject: subject.repeat(times), text: text.repeat(times), html: html.repeat(times) });

      expect(longLines(writeMime(email, { ...sender, from: { ...sender.from, name: name.repeat(times) } }))).toEqual([]);
    }),
    { numRuns: runs(1_000) },
  );
});

test('an e-mail that can be switched off says where one POST does it, whole on its line', async () => {
  const unsubscribeUrl = `https://api.example.com/u/${'A'.repeat(764)}`;

  const raw = writeMime(anEmail({ unsubscribeUrl }), sender);

  const lines = raw.split('\r\n');
  expect(lines).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
  expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(998); // RFC 5322, 2.1.1
});

test('a name of its own, answers elsewhere, copies and headers are in it, and nobody in bcc', async () => {
  const own = {
    fromName: 'Grace, of Repairs',
    replyTo: 'repairs@example.com',
    cc: ['bob@example.com', 'eve@müller.de'],
    bcc: ['zoe@example.com'],
  };
  const headers = { 'X-Entity-Ref-ID': 'R-7', References: Array(12).fill('<0123456789abcdef@example.com>').join(' ') };

  const raw = writeMime(anEmail({ ...own, listId: 'repairs.example.com', headers }), sender);

  const mail = await PostalMime.parse(raw);
  expect(mail).toMatchObject({
    from: { name: 'Grace, of Repairs', address: 'hello@app.example.com' },
    replyTo: [{ address: 'repairs@example.com' }],
    cc: [{ address: 'bob@example.com' }, { address: 'eve@xn--mller-kva.de' }],
  });
  const named = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
  expect(named).toMatchObject({ 'x-entity-ref-id': 'R-7', references: headers.References, 'list-id': '<repairs.example.com>' });
  expect(raw).not.toContain('zoe');
  expect(longLines(raw)).toEqual([]);
});

test('whatever the values of headers and addresses are, no header is added', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, nasty, nasty, nasty, async (value, address, replyTo, listId) => {
      const raw = writeMime(anEmail({ headers: { 'X-One': value }, cc: [address, address], replyTo, listId }), sender);

      const keys = (await PostalMime.parse(raw)).headers.map(({ key }) => key);
      expect(keys.sort()).toEqual([...headerNames, 'cc', 'x-one', 'list-id'].sort());
    }),
    { numRuns: runs(500) },
  );
});
