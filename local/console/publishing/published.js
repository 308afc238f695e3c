import { flow } from '../delivery/progress.js';
import { watchNotification } from '../delivery/watch-notification.js';
import { byId, element } from '../elements/element.js';
import { timeAgo } from '../elements/time.js';
import { linkToNotification } from '../route.js';

const mostShown = 20;
const mostFollowed = 5; // of one publish: a hundred at once would use up the key's calls a minute
const stops = new WeakMap();
const publishedHere = new Set();

/** Whether this page has published the request with this id itself. */
export function isPublishedHere(id) {
  return publishedHere.has(id);
}

/** Puts a publish that was accepted on top of the list, and follows each of its notifications until it is settled. */
export function addPublished({ request, key, answer }) {
  const list = byId('published');
  publishedHere.add(answer.id);
  byId('published-empty').hidden = true;
  list.prepend(publishedRequest({ request, key, answer }));
  for (const old of [...list.children].slice(mostShown)) {
    for (const stop of stops.get(old)) stop();
    old.remove();
  }
}

function publishedRequest({ request, key, answer }) {
  const rows = answer.notifications.map(({ id, user }) => ({ id, row: notificationRow(id, user) }));
  const item = element(
    'li',
    { class: 'request' },
    requestHead({ workflow: request.workflow, isTest: key === 'test', at: new Date().toISOString(), id: answer.id }),
    ...rows.map(({ row }) => row),
    ...answer.refused.map(refusedRow),
    request.topic !== undefined && topicRow(request.topic),
  );
  stops.set(
    item,
    rows
      .slice(0, mostFollowed)
      .map(({ id, row }) => watchNotification(id, ({ notification }) => notification && showFlow(row, notification))),
  );
  return item;
}

/** What was published, when, and its id. */
export function requestHead({ workflow, isTest, at, id }) {
  return element(
    'header',
    {},
    element(
      'p',
      { class: 'request-head' },
      element('strong', {}, workflow),
      isTest && element('span', { class: 'chip' }, 'test'),
      timeAgo(at),
    ),
    element('p', { class: 'request-id' }, element('code', {}, id)),
  );
}

/** A link to one notification, which `showFlow` says more of. */
export function notificationRow(id, user) {
  return element(
    'a',
    { class: 'request-row', href: linkToNotification(id) },
    element('span', { class: 'request-user' }, user),
    element('code', { class: 'request-id' }, id),
    element('span', { class: 'flow hint' }, 'accepted'),
  );
}

/** Shows how far each message of a notification has come. */
export function showFlow(row, { messages }) {
  const drawn = flow(messages);
  if (!row.lastChild.isEqualNode(drawn)) row.lastChild.replaceWith(drawn); // what is the same goes on as it moves
}

function topicRow(topic) {
  return element(
    'p',
    { class: 'request-row' },
    element('span', { class: 'request-user' }, topic),
    element('span', { class: 'hint' }, 'sent to each subscriber'),
  );
}

function refusedRow({ user, pointer, detail }) {
  return element(
    'p',
    { class: 'request-row refused' },
    element('span', { class: 'request-user' }, user ?? pointer),
    element('span', {}, `refused: ${detail}`),
  );
}
