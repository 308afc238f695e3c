import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { writeMime } from '../../../../adapters/mime/mime.ts';
import type { Email } from '../../../../core/delivery/ports/providers.ts';
import { anyCharacter } from '../../../any-character.ts';
import { runs } from '../../../runs.ts';
import { aMoment, notificationId } from '../../../world.ts';

const sender = { from: { name: 'Bellhop', address: 'hello@app.example.com' }, replyTo: 'support@example.com' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const invitation = {
  uid: 'repair-7@example.com',
  start: '2030-03-20T09:00:00+01:00',
  end: '2030-03-20T10:00:00+01:00',
  summary: 'Repair; with commas, and a \\',
};

function anEmail(changes: Partial<Email>): Email {
  const texts = { subject: 'Hello', html: '<p>Hello <img src="cid:logo"></p>', text: 'Hello' };
  return { notificationId: notificationId('n1'), to: 'ada@example.com', ...texts, at: aMoment, ...changes };
}

const files = [
  {
    filename: 'Rechnung für März, "neu" – 漢字 und noch viel mehr, damit der Name lang ist.pdf',
    content: base64(`%PDF-1.7${'x'.repeat(300)}`),
  },
  { filename: "it's; plain.txt", content: base64('Hello') },
  { filename: 'logo.png', content: Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64'), contentId: 'logo' },
];

test('files arrive by name, type and content, and an image where the HTML shows it', async () => {
  const raw = writeMime(anEmail({ attachments: files }), sender);

  const mail = await PostalMime.parse(raw);
  expect(mail).toMatchObject({ text: 'Hello\n', html: '<p>Hello <img src="cid:logo"></p>\n' });
  const read = mail.attachments.map((file) => ({
    ...file,
    content: Buffer.from(file.content as ArrayBuffer).toString('base64'),
  }));
  expect(read).toMatchObject([
    { filename: 'logo.png', mimeType: 'image/png', disposition: 'inline', contentId: '<logo>', content: files[2]?.content },
    { filename: files[0]?.filename, mimeType: 'application/pdf', disposition: 'attachment', content: files[0]?.content },
    { filename: files[1]?.filename, mimeType: 'text/plain', disposition: 'attachment', content: files[1]?.content },
  ]);
  expect(raw.split('\r\n').filter((line) => line.length > 78 || !/^[\x20-\x7e]*$/.test(line))).toEqual([]);
});

test("Python's library reads the same names and bytes", () => {
  const program = `
import email, email.policy, sys, json, base64
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps([[part.get_filename(), part.get_content_type(), base64.b64encode(part.get_payload(decode=True)).decode()] for part in mail.walk() if part.get_filename()]))`;

  const printed = execFileSync('python3', ['-c', program], { input: writeMime(anEmail({ attachments: files }), sender) });

  const types = ['application/pdf', 'text/plain', 'image/png'];
  const written = files.map(({ filename, content }, place) => [filename, types[place], content]);
  expect(JSON.parse(String(printed)).sort()).toEqual(written.sort());
});

test('whatever a file is called, it is one file, and no header is added', async () => {
  const filename = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.constantFrom('a\r\nBcc: eve@example.com', '"; x="', '%0d', "'''", '漢'.repeat(60)),
  );
  await fc.assert(
    fc.asyncProperty(filename, filename, async (one, other) => {
      const attachments = [one, other].map((name) => ({ filename: name, content: base64('x'), contentType: 'text/plain' }));
      const raw = writeMime(anEmail({ attachments }), sender);

      const mail = await PostalMime.parse(raw);
      expect(mail.attachments).toHaveLength(2);
      expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
      expect(mail.bcc).toBeUndefined();
    }),
    { numRuns: runs(300) },
  );
});

async function eventOf(changes: object, email: Partial<Email> = {}) {
  const raw = writeMime(anEmail({ ...email, invitation: { ...invitation, ...changes } }), sender);
  const mail = await PostalMime.parse(raw);
  const [file] = mail.attachments.filter(({ filename }) => filename === 'invite.ics');
  const text = Buffer.from(file?.content as ArrayBuffer).toString();
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { raw, file, text, calendar, event: new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined) };
}

test('an invitation is read as it was meant, as a part of the e-mail and as a file', async () => {
  const { raw, file, calendar, event } = await eventOf({
    location: 'Dock 3\nleft',
    description: 'Bring, please;\nthe keys',
    sequence: 2,
  });

  expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n/);
  expect(file).toMatchObject({ mimeType: 'text/calendar', method: 'REQUEST' });
  expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
  expect(event).toMatchObject({ uid: invitation.uid, summary: invitation.summary, location: 'Dock 3\nleft', sequence: 2 });
  expect(event.description).toBe('Bring, please;\nthe keys');
  expect([event.startDate.toJSDate(), event.endDate.toJSDate()]).toEqual([
    new Date('2030-03-20T08:00:00Z'),
    new Date('2030-03-20T09:00:00Z'),
  ]);
  expect(event.organizer).toBe('mailto:support@example.com');
  expect(event.attendees.map((attendee) => attendee.getFirstValue())).toEqual(['mailto:ada@example.com']);
});

test('whole days are days everywhere, and not an instant that is another day elsewhere', async () => {
  const { event, text } = await eventOf({ start: '2030-12-24', end: '2030-12-27' });

  expect([event.startDate.isDate, event.startDate.toString(), event.endDate.toString()]).toEqual([
    true,
    '2030-12-24',
    '2030-12-27',
  ]);
  expect(text).toMatch(/^DTSTART;VALUE=DATE:20301224\r?$/m);
});

test('a cancellation has the same uid, a method and a status that say so', async () => {
  const { calendar, event } = await eventOf({ method: 'cancel', sequence: 3 });

  expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  expect([event.uid, event.sequence]).toEqual([invitation.uid, 3]);
  expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
});

test('whatever an invitation says, no property is added, and no line is longer than calendars take', async () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.constantFrom('a\r\nATTENDEE:mailto:eve@example.com', '";X="', 'END:VEVENT', '漢字'.repeat(80)),
  );
  await fc.assert(
    fc.asyncProperty(text, text, text, async (summary, name, description) => {
      const { text: written, event } = await eventOf({ summary, description, attendees: [{ name, email: 'bob@example.com' }] });

      expect(
        event.component
          .getAllProperties()
          .map((property) => property.name)
          .sort(),
      ).toEqual(['attendee', 'description', 'dtend', 'dtstamp', 'dtstart', 'organizer', 'sequence', 'status', 'summary', 'uid']);
      expect(event.attendees).toHaveLength(1);
      for (const line of written.split(/\r?\n/)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }),
    { numRuns: runs(300) },
  );
});
