import { ask } from '../api/call.js';
import { repeat } from '../api/repeat.js';
import { byId, element, icon } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { makeTabs } from '../elements/tabs.js';
import { timeAgo } from '../elements/time.js';
import { linkToSent } from '../route.js';
import { showSent } from './sent.js';

const pollMs = 2_000;
const mostShown = 100;

let entries = [];
let chosen;
let channel = '';
let polling;

/** Shows what has been sent and keeps it true; until one is chosen, the newest is opened. */
export function startOutbox() {
  makeTabs(byId('outbox-filter'), (value) => {
    channel = value;
    polling.now();
  });
  byId('empty-outbox').addEventListener('click', async () => {
    await ask('DELETE', '/local/outbox').catch(() => {}); // the banner says that nothing answers
    polling.now();
  });
  polling = repeat(async () => {
    const { data } = await ask('GET', `/local/outbox${channel === '' ? '' : `?channel=${channel}`}`);
    entries = data;
    show();
  }, pollMs);
}

/** Opens one entry, whatever the filter shows; one that has just been sent too. */
export function chooseSent(id) {
  chosen = id;
  show();
  polling?.now();
}

function show() {
  const opened = entries.find(({ id }) => id === chosen) ?? entries[0];
  const rows = entries.slice(0, mostShown).map((entry) => ({ ...rowOf(entry), isOpen: entry === opened }));
  showList(byId('outbox-list'), rows, { key: ({ id }) => id, draw: drawRow });
  byId('outbox-empty').hidden = entries.length > 0;
  byId('empty-outbox').disabled = entries.length === 0;
  showSent(opened);
}

function rowOf({ id, channel: sentOn, to, subject, text, outcome, sent_at }) {
  return { id, sentOn, to, outcome, sent_at, line: sentOn === 'email' ? subject : text };
}

function drawRow({ id, sentOn, to, line, outcome, sent_at, isOpen }) {
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'outbox-row', href: linkToSent(id), 'aria-current': isOpen && 'true', 'data-does': 'choose' },
      icon(sentOn),
      element('span', { class: 'unseen-text' }, sentOn),
      element('span', { class: 'outbox-line' }, line),
      timeAgo(sent_at),
      element('span', { class: 'outbox-to' }, to, outcome !== 'delivered' && element('span', { class: 'chip' }, outcome)),
    ),
  );
}
