import { type Listed, listStore } from '../api/list-store.ts';
import type { Channel } from '../api/types.ts';
import { channelNames, listedChannels, sendChannels } from '../delivery/channels.ts';
import { byId, type Child, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { nameSome } from '../elements/name-some.ts';
import { whenIn } from '../elements/time.ts';
import { recent } from '../publishing/history.ts';
import { linkToNotification } from '../route.ts';
import { userLink } from '../users/user-link.ts';
import { type WaitingNotification, waiting } from './waiting-store.ts';

type Paused = Listed<'GET /local/paused'>;
type HeldMessage = Omit<WaitingNotification, 'channels'> & WaitingNotification['channels'][number];

/** A line above the outbox: what is held, for whom, until when and why. */
type Line = {
  key: string;
  head: string;
  id?: string;
  user?: string;
  timezone?: string | undefined;
  until?: string | undefined;
  reason?: string;
  why?: string | undefined;
};

const mostShown = 3;
const reasons = {
  send_at: 'scheduled for then',
  quiet_hours: 'quiet hours',
  escalation: 'sent only if the inbox item is still unread',
  paused: 'its workflow is paused',
  undelivered: 'sent only if the channels before it fail',
  batch: 'gathers what comes until then',
  delay: 'its workflow waits until then',
};
let waitingNow: WaitingNotification[] = [];
let pausedNow: Paused[] = [];
let recentNow: Listed<'GET /local/recent'>[] = [];

/** Says above the outbox why a message that is expected there has not been sent, for whom, and until when. */
export function startHeld(): void {
  waiting.onChange((list) => {
    waitingNow = list;
    show();
  });
  listStore('GET /local/paused', 2_500).onChange((list) => {
    pausedNow = list;
    show();
  });
  recent.onChange((list) => {
    recentNow = list;
    show();
  });
}

function show(): void {
  const lines = [...pausedNow.map(pauseLine), ...heldLines(waitingNow)];
  const hidden = lines.length - mostShown;
  const rest = hidden > 0 ? [{ key: 'rest', head: `${hidden} more under Later` }] : [];
  byId('held').hidden = lines.length === 0;
  showList(byId('held'), [...lines.slice(0, mostShown), ...rest], { key: ({ key }) => key, draw });
}

/** A queue that is paused, and the users whose messages are known to wait for it. */
function pauseLine({ queue, why, until }: Paused): Line {
  const { head, sentOn, isBulk } = pauseOf(queue);
  const users = recentNow
    .filter(({ topic }) => !isBulk || topic !== undefined)
    .filter(({ messages }) => messages.some(({ channel, status }) => channel === sentOn && status === 'queued'))
    .map(({ user }) => user);
  const who = nameSome([...new Set(users)]);
  const isOver = until !== undefined && new Date(until) <= new Date(); // then the next message tries whether it is
  return {
    key: queue,
    head,
    until: isOver ? undefined : until,
    why: who === '' ? why : `${asSentence(why)} Waiting: ${who}.`,
  };
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** The channel whose messages wait in a queue, and what its line says. E-mails to unverified addresses have no queue of their own. */
function pauseOf(queue: Paused['queue']): { head: string; sentOn: Channel; isBulk: boolean } {
  const paused = listedChannels.find(({ queues }) => queues.some(({ name }) => name === queue));
  if (paused === undefined) return { head: 'E-mail to unverified addresses held', sentOn: 'email', isBulk: false };
  const isBulk = paused.queues[0]?.name !== queue;
  return { head: `${isBulk ? 'Bulk' : 'All'} ${paused.many} paused`, sentOn: paused.name, isBulk };
}

/** One line for a user, a channel and a reason, with the newest that waits so; what was given a time comes last, as its sender knows it. */
function heldLines(list: WaitingNotification[]): Line[] {
  const messages: HeldMessage[] = list.flatMap(({ channels, ...notification }) =>
    channels.filter(({ channel }) => sendChannels.includes(channel)).map((message) => ({ ...notification, ...message })),
  );
  const newest = messages.toSorted((a, b) => b.id.localeCompare(a.id)); // ids rise with time: what was just published is looked for first
  const groups = [...Map.groupBy(newest, (message) => JSON.stringify([message.user, message.channel, reasonOf(message)]))];
  const lines = groups.flatMap(([key, [first, ...others]]) =>
    first === undefined ? [] : [{ first, line: heldLine(key, first, others) }],
  );
  const isExpected = ({ first }: (typeof lines)[number]) => first.held_for === 'send_at' || first.held_for === 'delay';
  return [...lines.filter((one) => !isExpected(one)), ...lines.filter(isExpected)].map(({ line }) => line);
}

function heldLine(key: string, message: HeldMessage, others: HeldMessage[]): Line {
  const { id, user, timezone, channel, due_at, held_for, because } = message;
  const name = channelNames[channel];
  return {
    key,
    id,
    user,
    timezone,
    head: others.length === 0 ? `${name} held` : `${name} held, ${others.length + 1} messages`,
    until: held_for === 'paused' ? undefined : due_at, // somebody's resuming is what it waits for
    reason: reasonOf(message),
    ...(held_for === undefined && { why: because }), // a digest may be for a limit that is used up, and that says which
  };
}

function reasonOf({ status, held_for, frequency }: HeldMessage): string {
  if (status === 'digesting') return `${frequency} digest`;
  return held_for === undefined ? 'held' : reasons[held_for];
}

function draw({ key, id, user, timezone, head, until, reason, why }: Line): HTMLElement {
  if (key === 'rest') return element('li', {}, element('a', { href: '#later' }, head));
  const whose: Child[] = user === undefined ? [] : [userLink(user), ': '];
  const when: Child[] = until === undefined ? [] : [' until ', element('strong', {}, whenIn(until, timezone))];
  const details: Child[] =
    id === undefined ? [] : [' · ', element('a', { href: linkToNotification(id), 'data-does': 'details' }, 'Details')];
  return element(
    'li',
    {},
    element(
      'p',
      {},
      whose,
      head,
      when,
      until !== undefined && timezone !== undefined && ` (${timezone})`,
      reason !== undefined && `, ${reason}`,
      details,
    ),
    why !== undefined && element('p', { class: 'hint' }, why),
  );
}
