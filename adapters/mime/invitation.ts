import { asciiAddress } from '../../contract/channels/email/email-address.ts';
import { type Invitation, isDay } from '../../core/channels/email/rules/invitation.ts';
import type { Email } from '../../core/delivery/ports/providers.ts';
import { replyToOf, type Sender } from './mailbox.ts';

type Invited = { invitation: Invitation } & Pick<Email, 'to' | 'at' | 'fromName' | 'replyTo'>;
type Person = NonNullable<Invitation['organizer']>;

/** How an invitation is called as a type of MIME: its method has to be that of the calendar within (RFC 6047 section 2.4). */
export function invitationType({ method = 'request' }: Invitation): string {
  return `text/calendar; charset=utf-8; method=${method.toUpperCase()}`;
}

/** Writes an invitation as a calendar (RFC 5545) with one event, in UTC. Why not by a package: docs/decisions/0312. */
export function writeInvitation({ invitation, to, at, ...email }: Invited, sender: Sender): string {
  const { uid, sequence = 0, method = 'request', start, end, summary, description, location, url } = invitation;
  const {
    organizer = { name: email.fromName ?? sender.from.name, email: replyToOf(email, sender) },
    attendees = [{ email: to }],
  } = invitation;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Bellhop//Invitations//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method.toUpperCase()}`,
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART${when(start)}`,
    `DTEND${when(end)}`,
    `SUMMARY:${escapeText(summary)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(location === undefined ? [] : [`LOCATION:${escapeText(location)}`]),
    ...(url === undefined ? [] : [`URL:${new URL(url).href}`]),
    person('ORGANIZER', organizer),
    ...attendees.map((attendee) => person('ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE', attendee)),
    `STATUS:${method === 'cancel' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** When it begins or ends: an instant as UTC, or a day as it is written everywhere. */
function when(time: string): string {
  return isDay(time) ? `;VALUE=DATE:${time.replaceAll('-', '')}` : `:${utc(new Date(time))}`;
}

/** Writes an instant in the form of calendars: `20300315T120000Z`. */
function utc(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** A property whose value is somebody: their name in quotes, in which RFC 6868 writes what quotes cannot hold. */
function person(property: string, { name, email }: Person): string {
  const quoted = name === undefined ? '' : `;CN="${withoutControls(name).replace(/\^/g, '^^').replace(/"/g, "^'")}"`;
  return `${property}${quoted}:mailto:${asciiAddress(email).replace(/[^\x21-\x7e]/g, '')}`;
}

/** Escapes text as RFC 5545 section 3.3.11 wants it, in one line. */
function escapeText(text: string): string {
  return withoutControls(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\n/g, '\\n'),
  );
}

function withoutControls(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}+/gu, ' ');
}

/** Folds a line at 75 octets, and cuts no character in two (RFC 5545 section 3.1). */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
