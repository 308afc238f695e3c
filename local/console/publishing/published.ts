import type { PublishAnswer, Refusal } from '../api/types.ts';
import { nameAudience } from '../broadcasts/name-audience.ts';
import { type Progressing, progress } from '../delivery/progress.ts';
import { watchNotification } from '../delivery/watch-notification.ts';
import { byId, element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';
import { linkToLog, linkToNotification } from '../route.ts';
import type { Publish } from './publish-form.ts';

const mostShown = 20;
const mostFollowed = 5; // of one publish: a hundred at once would use up the key's calls a minute
const stops = new WeakMap<Element, (() => void)[]>();
const publishedHere = new Set<string>();

/** Whether this page has published the request with this id itself. */
export function isPublishedHere(id: string): boolean {
  return publishedHere.has(id);
}

/** Puts a publish that was accepted on top of the list, and follows each of its notifications until it is final. */
export function addPublished(publish: Publish, answer: PublishAnswer): void {
  const list = byId('published');
  publishedHere.add(answer.id);
  byId('published-empty').hidden = true;
  list.prepend(publishedRequest(publish, answer));
  for (const old of [...list.children].slice(mostShown)) {
    for (const stop of stops.get(old) ?? []) stop();
    old.remove();
  }
}

function publishedRequest({ request, key }: Publish, answer: PublishAnswer): HTMLElement {
  const rows = answer.notifications.map(({ id, user }) => ({ id, row: notificationRow(id, user) }));
  const item = element(
    'li',
    { class: 'request' },
    requestHead({ workflow: request.workflow, isTest: key === 'test', at: new Date().toISOString(), id: answer.id }),
    ...rows.map(({ row }) => row),
    ...answer.refused.map(refusedRow),
    request.topic !== undefined && audienceRow(request.topic, 'sent to each subscriber'),
    request.audience !== undefined &&
      audienceRow(nameAudience(request.audience), element('a', { href: linkToLog({ request: answer.id }) }, 'how far it is')),
  );
  const followed = rows.slice(0, mostFollowed).map(({ id, row }) =>
    watchNotification(id, ({ notification }) => {
      if (notification) showProgress(row, notification.messages);
    }),
  );
  stops.set(item, followed);
  return item;
}

/** What was published, when, and its id. */
export function requestHead(request: { workflow: string; isTest: boolean; at: string; id: string }): HTMLElement {
  return element(
    'header',
    {},
    element(
      'p',
      { class: 'request-head' },
      element('strong', {}, request.workflow),
      request.isTest && element('span', { class: 'chip' }, 'test'),
      timeAgo(request.at),
    ),
    element('p', { class: 'request-id' }, element('code', {}, request.id)),
  );
}

/** A link to one notification, whose progress `showProgress` shows. */
export function notificationRow(id: string, user: string): HTMLElement {
  return element(
    'a',
    { class: 'request-row', href: linkToNotification(id) },
    element('span', { class: 'request-user' }, user),
    element('code', { class: 'request-id' }, id),
    element('span', { class: 'progress hint' }, 'accepted'),
  );
}

/** Shows how far each message of a notification has come. */
export function showProgress(row: HTMLElement, messages: readonly Progressing[]): void {
  const drawn = progress(messages);
  if (!row.lastElementChild?.isEqualNode(drawn)) row.lastElementChild?.replaceWith(drawn); // what is the same goes on as it moves
}

function audienceRow(name: string, note: string | HTMLElement): HTMLElement {
  return element(
    'p',
    { class: 'request-row' },
    element('span', { class: 'request-user' }, name),
    element('span', { class: 'hint' }, note),
  );
}

function refusedRow({ user, pointer, detail }: Refusal): HTMLElement {
  return element(
    'p',
    { class: 'request-row refused' },
    element('span', { class: 'request-user' }, user ?? pointer),
    element('span', {}, `refused: ${detail}`),
  );
}
