import { ask } from '../api/call.js';
import { byId, element, icon } from '../elements/element.js';
import { duration, timeAgo, timeOfDay } from '../elements/time.js';
import { linkToSent } from '../route.js';
import { flow } from './progress.js';
import { channelNames, inOrder, statusMark } from './status.js';
import { watchNotification } from './watch-notification.js';

let stop = () => {};
let drawn;

/** Opens the story of a notification and follows it until it is settled, or until `closeNotification`. */
export function openNotification(id) {
  stop();
  drawn = undefined;
  byId('sheet-body').replaceChildren(element('p', { class: 'empty' }, 'It has not been processed yet. Waiting…'));
  if (!byId('sheet').open) byId('sheet').showModal();
  stop = watchNotification(id, (seen) => void show(id, seen));
}

/** Closes it. */
export function closeNotification() {
  stop();
  byId('sheet').close();
}

async function show(id, { notification, problem }) {
  if (problem) {
    byId('sheet-body').replaceChildren(element('p', { class: 'empty' }, problem.message));
    return;
  }
  const sent = await ask('GET', `/local/outbox?notification=${encodeURIComponent(id)}`).catch(() => ({ data: [] })); // a bonus, not the story
  const text = JSON.stringify([notification, sent.data.length]);
  if (text === drawn) return;
  drawn = text;
  byId('sheet-body').replaceChildren(
    facts(notification),
    flow(notification.messages),
    ...inOrder(notification.messages).map((message) => channelStory(message, notification, sent.data)),
  );
}

function facts({ id, request, user, workflow, category, priority, test, created_at }) {
  const rows = {
    Notification: code(id),
    Request: code(request),
    User: user,
    Workflow: `${workflow} · ${category}`,
    Priority: priority,
  };
  return element(
    'dl',
    { class: 'facts' },
    ...Object.entries(rows).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
    element('dt', {}, 'Accepted'),
    element('dd', {}, timeAgo(created_at), test && element('span', { class: 'chip' }, 'test key: nothing was sent')),
  );
}

function channelStory({ channel, status, reason, attempts, provider_id, events }, { explanation }, sent) {
  const entry = sent.find((one) => one.channel === channel);
  return element(
    'section',
    { class: 'story' },
    element(
      'h3',
      {},
      channelNames[channel] ?? channel,
      statusMark(status),
      reason !== undefined && element('code', { class: 'story-reason' }, reason),
    ),
    ...explanation
      .filter((one) => one.channel === channel)
      .map(({ decision, because }) => element('p', { class: 'because' }, `${decision}: ${because}`)),
    element('ol', { class: 'timeline' }, ...events.map((event, place) => eventRow(event, events[place - 1]))),
    element(
      'p',
      { class: 'story-foot' },
      attempts > 0 && element('span', {}, attempts === 1 ? '1 attempt' : `${attempts} attempts`),
      provider_id !== undefined && element('code', { title: "The provider's id" }, provider_id),
      entry && element('a', { href: linkToSent(entry.id) }, icon(channel), 'See what was sent'),
    ),
  );
}

/** An event, and how long it was in coming. */
function eventRow({ status, at, detail }, before) {
  const tookMs = before === undefined ? 0 : new Date(at).getTime() - new Date(before.at).getTime();
  return element(
    'li',
    {},
    statusMark(status),
    element('span', { class: 'event-took' }, tookMs > 0 && `+${tookMs < 1000 ? `${tookMs} ms` : duration(tookMs / 1000)}`),
    timeOfDay(at),
    detail !== undefined && element('p', {}, detail),
  );
}

function code(text) {
  return element('code', {}, text);
}
