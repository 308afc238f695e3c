import { listStore } from '../api/list-store.js';
import { byId, element } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { nameSome } from '../elements/name-some.js';
import { whenIn } from '../elements/time.js';
import { recent } from '../publishing/history.js';
import { linkToNotification } from '../route.js';
import { waiting } from './waiting-store.js';

const mostShown = 3;
const paused = listStore('/local/paused', 2_500);
const names = { email: 'E-mail', sms: 'SMS' };
const reasons = {
  send_at: 'scheduled for then',
  quiet_hours: 'quiet hours',
  escalation: 'sent only if the inbox item is still unread',
};
const pauses = {
  email: 'All e-mail paused',
  'bulk-email': 'Bulk e-mail paused',
  'unverified-recipients': 'E-mail to unverified addresses held',
};

let lists = { waiting: [], paused: [], recent: [] };

/** Says above the outbox why an e-mail or SMS that is expected there has not been sent, for whom, and until when. */
export function startHeld() {
  for (const [name, store] of Object.entries({ waiting, paused, recent }))
    store.onChange((list) => {
      lists = { ...lists, [name]: list };
      show();
    });
}

function show() {
  const lines = [...lists.paused.map(pauseLine), ...heldLines(lists.waiting)];
  const hidden = lines.length - mostShown;
  const shown = lines.slice(0, mostShown).concat(hidden > 0 ? { key: 'rest', hidden } : []);
  byId('held').hidden = lines.length === 0;
  showList(byId('held'), shown, { key: ({ key }) => key, draw });
}

/** A queue that rests, and the users whose e-mails are known to wait for it. */
function pauseLine({ queue, why, until }) {
  const users = lists.recent
    .filter(({ topic }) => queue !== 'bulk-email' || topic !== undefined)
    .filter(({ messages }) => messages.some(({ channel, status }) => channel === 'email' && status === 'queued'))
    .map(({ user }) => user);
  const who = nameSome([...new Set(users)]);
  const isOver = new Date(until) <= new Date(); // then the next message tries whether it is
  return {
    key: queue,
    head: pauses[queue],
    until: isOver ? undefined : until,
    why: who === '' ? why : `${why} Waiting: ${who}.`,
  };
}

/** One line for a user, a channel and a reason, with the newest that waits so; what was given a time comes last, as its sender knows it. */
function heldLines(list) {
  const messages = list.flatMap(({ channels, ...of }) =>
    channels.filter(({ channel }) => channel in names).map((message) => ({ ...of, ...message, what: reasonOf(message) })),
  );
  const newest = messages.toSorted((a, b) => b.id.localeCompare(a.id)); // ids rise with time: what was just published is looked for first
  const groups = Map.groupBy(newest, ({ user, channel, what }) => JSON.stringify([user, channel, what]));
  const [surprising, expected] = [false, true].map((isExpected) =>
    [...groups].filter(([, [{ held_for }]]) => (held_for === 'send_at') === isExpected),
  );
  return [...surprising, ...expected].map(
    ([key, [{ id, user, timezone, channel, due_at, held_for, what, because }, ...others]]) => ({
      key,
      id,
      user,
      timezone,
      head: others.length === 0 ? `${names[channel]} held` : `${names[channel]} held, ${others.length + 1} messages`,
      until: due_at,
      what,
      ...(held_for in reasons || { why: because }), // a digest may be for a limit that is used up, and that says which
    }),
  );
}

function reasonOf({ status, held_for, cadence }) {
  return status === 'digesting' ? `${cadence} digest` : (reasons[held_for] ?? 'held');
}

function draw({ hidden, id, user, timezone, head, until, what, why }) {
  if (hidden !== undefined) return element('li', {}, element('a', { href: '#later' }, `${hidden} more under Later`));
  return element(
    'li',
    {},
    element(
      'p',
      {},
      user !== undefined && element('a', { href: `#people/${encodeURIComponent(user)}`, 'data-does': 'person' }, user),
      user !== undefined && ': ',
      head,
      until !== undefined && [' until ', element('strong', {}, whenIn(until, timezone))],
      until !== undefined && timezone !== undefined && ` (${timezone})`,
      what !== undefined && `, ${what}`,
      id !== undefined && [' · ', element('a', { href: linkToNotification(id), 'data-does': 'why' }, 'Details')],
    ),
    why !== undefined && element('p', { class: 'hint' }, why),
  );
}
