import { ask } from '../api/call.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import type { OutboxEntry } from '../api/types.ts';
import { readPosted } from '../chat/draw-chat.ts';
import { channelIcon, listedChannels, nameChannels } from '../delivery/channels.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { makeTabs, tab } from '../elements/tabs.ts';
import { timeAgo } from '../elements/time.ts';
import { readPush } from '../push/read-push.ts';
import { linkToSent } from '../route.ts';
import { showSent } from './sent.ts';

const pollMs = 2_000;
const mostShown = 100;

let entries: OutboxEntry[] = [];
let chosen: string | undefined;
let channel = '';
let polling: Repetition | undefined;

/** Shows what has been sent and keeps it true; until one is chosen, the newest is opened. */
export function startOutbox(): void {
  const sent = listedChannels.filter(({ is_sent }) => is_sent);
  byId('outbox-filter').append(...sent.map(({ name, title }) => tab(name, title)));
  byId('outbox-empty').textContent =
    `Nothing has been sent. ${nameChannels(sent, ({ many }) => many)} appear here when they are.`;
  makeTabs(byId('outbox-filter'), (value) => {
    channel = value;
    polling?.now();
  });
  byId('empty-outbox').addEventListener('click', async () => {
    await ask('DELETE /local/outbox').catch(() => {}); // the banner says that nothing answers
    polling?.now();
  });
  polling = repeat(async () => {
    const { data } = await ask(channel === '' ? 'GET /local/outbox' : `GET /local/outbox?channel=${channel}`);
    entries = data;
    show();
  }, pollMs);
}

/** Opens one entry, whatever the filter shows; one that has just been sent too. */
export function chooseSent(id: string): void {
  chosen = id;
  show();
  polling?.now();
}

function show(): void {
  const opened = entries.find(({ id }) => id === chosen) ?? entries[0];
  const rows = entries.slice(0, mostShown).map((entry) => rowOf(entry, entry === opened));
  showList(byId('outbox-list'), rows, { key: ({ id }) => id, draw: drawRow });
  byId('outbox-empty').hidden = entries.length > 0;
  byId('empty-outbox', HTMLButtonElement).disabled = entries.length === 0;
  showSent(opened, { isChosen: opened?.id === chosen });
}

function rowOf(entry: OutboxEntry, isOpen: boolean) {
  const { id, to, outcome, sent_at } = entry;
  return {
    id,
    channel: entry.channel,
    to,
    outcome,
    sent_at,
    line:
      entry.subject ?? readPosted(entry.from, entry.text)?.shown.title ?? readPush(entry.from, entry.text)?.title ?? entry.text,
    isOpen,
  };
}

function drawRow({ id, channel: sentOn, to, line, outcome, sent_at, isOpen }: ReturnType<typeof rowOf>): HTMLElement {
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'outbox-row', href: linkToSent(id), 'aria-current': isOpen && 'true', 'data-does': 'choose' },
      channelIcon(sentOn),
      element('span', { class: 'unseen-text' }, sentOn),
      element('span', { class: 'outbox-line' }, line),
      timeAgo(sent_at),
      element('span', { class: 'outbox-to' }, `${to} `, outcome !== 'delivered' && element('span', { class: 'chip' }, outcome)),
    ),
  );
}
