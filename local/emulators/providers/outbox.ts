import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import PostalMime, { type Attachment } from 'postal-mime';
import type { SendChannel } from '../../../contract/channels/channels.ts';
import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { LocalAnswers } from '../../gateway/local-answers.ts';
import { type Tracks, trackedHtml } from './tracked-mail.ts';

/** What became of something that was sent: real addresses are always reached, the mailbox simulator's do as they say. */
export type Outcome = 'delivered' | 'bounced' | 'complained' | 'suppressed' | 'out_of_office';

/** What a provider accepted, exactly as it was asked. */
export type Accepted = {
  id: string;
  channel: SendChannel;
  /** Who accepted it; absent in what an earlier version kept. */
  provider?: ProviderName;
  from: string;
  to: string[];
  /** The text, or on a channel that `readers` names, what its reader takes. */
  raw: string;
  tags: Record<string, string>;
  configurationSet?: string;
  /** What SES is asked to tell of its reader, for which it changes the HTML; absent: nothing. */
  tracks?: Tracks;
  outcome: Outcome;
  sentAt: string;
};

/** One entry as `GET /local/outbox` shows it. */
type OutboxEntry = LocalAnswers['GET /local/outbox']['data'][number];

/** What of an entry is in what was sent. */
type Read = Partial<OutboxEntry> & { text: string };

/** How what was sent is read, on each channel that does not send plain text. */
const readers: Readonly<Partial<Record<SendChannel, (accepted: Accepted) => Promise<Read>>>> = { email: readMail };

/** Which entries: all that are given must fit. */
export type OutboxFilter = { id?: string; channel?: string; to?: string; notification?: string };

/** Everything that providers accepted. It is in a file as well, so that the next start still has it. */
export type Outbox = {
  add(accepted: Accepted): void;
  /** Lists what was sent, newest first. */
  list(filter: OutboxFilter): Promise<OutboxEntry[]>;
  find(id: string): Accepted | undefined;
  /** The HTML as SES was given it. */
  htmlOf(accepted: Accepted): Promise<string | undefined>;
  countSince(instant: Date, channel: SendChannel): number;
  empty(): void;
};

/** Opens the outbox that is kept in `file`, one JSON line for each entry. */
export function openOutbox(file: string): Outbox {
  let accepted = existsSync(file) ? readLines(file) : [];
  const shown = new WeakMap<Accepted, Promise<OutboxEntry>>();

  return {
    add(entry) {
      accepted.push(entry);
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
    },
    list(filter) {
      const wanted = accepted.filter((entry) => fits(entry, filter)).reverse();
      return Promise.all(
        wanted.map((entry) => {
          const show = shown.get(entry) ?? toEntry(entry); // parsed when someone looks, so that sending stays cheap
          shown.set(entry, show);
          return show;
        }),
      );
    },
    find: (id) => accepted.find((entry) => entry.id === id),
    htmlOf: async ({ raw }) => (await parseMail(raw)).html,
    countSince(instant, channel) {
      const since = instant.toISOString();
      const first = accepted.findLastIndex(({ sentAt }) => sentAt < since) + 1; // they lie in order of time
      return accepted.slice(first).filter((entry) => entry.channel === channel).length;
    },
    empty() {
      accepted = [];
      writeFileSync(file, '');
    },
  };
}

function readLines(file: string): Accepted[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.pop(); // what follows the last line end is nothing, or a line that a crash cut short
  return lines.map((line) => JSON.parse(line) as Accepted);
}

function fits(entry: Accepted, { id, channel, to, notification }: OutboxFilter): boolean {
  if (id !== undefined && entry.id !== id) return false;
  if (channel !== undefined && entry.channel !== channel) return false;
  if (to !== undefined && !entry.to.includes(to)) return false;
  return notification === undefined || notificationOf(entry) === notification;
}

async function toEntry(entry: Accepted): Promise<OutboxEntry> {
  const notificationId = notificationOf(entry);
  return {
    id: entry.id,
    channel: entry.channel,
    ...(entry.provider && { provider: entry.provider }),
    from: entry.from,
    to: entry.to.join(', '),
    tags: entry.tags,
    ...(notificationId !== undefined && { notification_id: notificationId }),
    outcome: entry.outcome,
    sent_at: entry.sentAt,
    ...((await readers[entry.channel]?.(entry)) ?? { text: entry.raw }),
  };
}

function parseMail(raw: string) {
  return PostalMime.parse(Buffer.from(raw, 'base64'));
}

/** Reads a MIME message in base64, as its reader gets it. */
async function readMail({ id, raw, from, tracks }: Accepted): Promise<Read> {
  const mail = await parseMail(raw);
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
  const html = mail.attachments.reduce((page, file) => showImage(page, file), mail.html ?? '');
  const files = mail.attachments.map(({ filename, mimeType, content }) => {
    return { filename: filename ?? nameByType(mimeType), content_type: mimeType, bytes: contentOf(content).length };
  });
  // the display name is in the message only: SES is told the bare address
  return {
    from: headers.from ?? from,
    text: mail.text ?? '',
    subject: mail.subject ?? '',
    html: tracks === undefined ? html : trackedHtml(html, id, tracks),
    headers,
    ...(files.length > 0 && { attachments: files }),
  };
}

/** An invitation comes once more without a name, in the place of a text. */
function nameByType(mimeType: string): string {
  return mimeType === 'text/calendar' ? 'invitation.ics' : 'no name';
}

/** Puts an image that came with an e-mail where its HTML shows it by its id. */
function showImage(html: string, { contentId, mimeType, content }: Attachment): string {
  if (!contentId || !mimeType.startsWith('image/')) return html;
  const data = `data:${mimeType};base64,${contentOf(content).toString('base64')}`;
  return html.replaceAll(`cid:${contentId.replace(/^<|>$/g, '')}`, data);
}

function contentOf(content: Attachment['content']): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}

function notificationOf(entry: Accepted): string | undefined {
  return entry.tags.notification_id ?? entry.tags['bellhop.notification_id'];
}
