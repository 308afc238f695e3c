import type { SendChannel } from '../../../contract/channels/channels.ts';
import type { MessageAnswer } from '../../../contract/publishing/notifications.ts';
import type { ExportedNotification } from '../../../contract/users/export.ts';
import type { Channel } from '../../../contract/values.ts';
import type { ChildSystem } from './child-system.ts';
import { type Accepted, live, readers } from './load.ts';

/** What the providers' emulators accepted, as they keep it: the oracle. */
type Sent = { channel: SendChannel; to: string; notification_id?: string };

/** Where every message that was asked for has come to, to the last one, and what is wrong. */
export type Account = {
  messages: number;
  inInbox: number;
  emails: number;
  sms: number;
  explained: number;
  emailsTwice: number;
  wrong: string[];
};

/** Holds what was accepted against inboxes, outbox and timelines, all of it read from outside. */
export async function compare(accepted: readonly Accepted[], system: ChildSystem): Promise<Account> {
  const sent = (await system.insist('GET', '/local/outbox', [200])).body.data as Sent[];
  const account: Account = { messages: 0, inInbox: 0, emails: 0, sms: 0, explained: 0, emailsTwice: 0, wrong: [] };
  const known = new Set<string>();
  for (const user of readers) {
    const inbox = await inboxOf(user, system);
    const kept = await keptOf(user, system);
    for (const each of kept) known.add(each.id);
    const asked = accepted.filter(({ users }) => users.includes(user));
    for (const publish of asked) compareOne(publish, { user, inbox, kept, sent }, account);
    const strangers = kept.length - asked.length;
    if (strangers !== 0) account.wrong.push(`${user} has ${kept.length} notifications, and ${asked.length} were accepted`);
    if (new Set(inbox).size !== inbox.length) account.wrong.push(`something is in the inbox of ${user} twice`);
  }
  const foreign = sent.filter(({ notification_id: id }) => id === undefined || !known.has(id));
  if (foreign.length > 0) account.wrong.push(`${foreign.length} were sent that nobody's notifications know of`);
  return account;
}

type Seen = { user: string; inbox: readonly string[]; kept: readonly ExportedNotification[]; sent: readonly Sent[] };

function compareOne({ title, way, channels }: Accepted, { user, inbox, kept, sent }: Seen, account: Account): void {
  const name = `"${title}" (${way}) to ${user}`;
  const [notification, ...others] = kept.filter(({ data }) => data.title === title);
  if (notification === undefined || others.length > 0) {
    account.wrong.push(`${name} was accepted once and became ${notification ? 1 + others.length : 'nothing'}`);
    return;
  }
  const added = notification.explanation.flatMap(({ channel, instead_of }) => (instead_of === undefined ? [] : [channel]));
  for (const channel of new Set<Channel>([...channels, ...added])) {
    account.messages += 1;
    const message = notification.messages.find((each) => each.channel === channel);
    const times =
      channel === 'inbox'
        ? inbox.filter((each) => each === title).length
        : sent.filter((each) => each.channel === channel && each.notification_id === notification.id).length;
    const fault = message === undefined ? 'has no message' : tally(message, times, account);
    if (fault !== undefined) account.wrong.push(`the ${channel} of ${name} ${fault}`);
  }
}

/** Counts one message; answers what is wrong with it. */
function tally(message: MessageAnswer, times: number, account: Account): string | undefined {
  const { channel, status, reason, events } = message;
  const hasGone = status === 'sent' || status === 'delivered';
  if (times === 0) {
    account.explained += 1;
    if (hasGone) return `is ${status}, and nobody has it`;
    return reason === undefined ? `is ${status}, without a reason, and nobody has it` : undefined;
  }
  if (channel === 'inbox') account.inInbox += 1;
  if (channel === 'email') account.emails += 1;
  if (channel === 'sms') account.sms += 1;
  const isInDoubt = status === 'unknown' && reason === 'ambiguous_send';
  if (!hasGone && !isInDoubt) return `went, and is ${status}`;
  if (times === 1) return undefined;
  if (channel !== 'email' || times > 2) return `went ${times} times`;
  account.emailsTwice += 1;
  return events.some((event) => event.status === 'unknown') ? undefined : 'went twice, and no crash explains it';
}

async function inboxOf(user: string, system: ChildSystem): Promise<string[]> {
  const { token } = (await system.insist('POST', '/local/token', [200], { body: { user } })).body;
  const titles: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await system.insist('GET', `/v1/me/notifications?limit=50${cursor}`, [200], {
      headers: { Authorization: `Bearer ${token}` },
    });
    titles.push(...body.data.map(({ title }: { title: string }) => title));
    if (body.next_cursor === undefined) return titles;
    cursor = `&cursor=${encodeURIComponent(body.next_cursor)}`;
  }
}

/** Every notification of a user, with the timeline of each message. */
async function keptOf(user: string, system: ChildSystem): Promise<ExportedNotification[]> {
  const kept: ExportedNotification[] = [];
  for (let query = ''; ; ) {
    const { body } = await system.insist('GET', `/v1/users/${user}/export${query}`, [200], { headers: live });
    kept.push(...body.notifications);
    if (body.next_cursor === undefined) return kept;
    query = `?cursor=${encodeURIComponent(body.next_cursor)}`;
  }
}
