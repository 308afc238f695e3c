import { type Listed, listStore } from '../api/list-store.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { isPublishedHere, notificationRow, requestHead, showProgress } from './published.ts';

type RecentNotification = Listed<'GET /local/recent'>;

const mostRows = 5; // of one request

/** The last notifications that the system has dispatched, newest first. */
export const recent = listStore('GET /local/recent', 4_000);

let list: RecentNotification[] = [];

/** Lists what was published before the console was opened, or from elsewhere, by request. */
export function startHistory(): void {
  recent.onChange((found) => {
    list = found;
    showHistory();
  });
}

/** Shows it, without what this page has published itself and follows. */
export function showHistory(): void {
  const requests = [...Map.groupBy(list, ({ request }) => request)].filter(([id]) => !isPublishedHere(id));
  byId('history-part').hidden = requests.length === 0;
  showList(byId('history'), requests, { key: ([id]) => id, draw: ([id, notifications]) => requestItem(id, notifications) });
}

function requestItem(id: string, notifications: RecentNotification[]): HTMLElement {
  const rows = notifications.slice(0, mostRows).map((notification) => {
    const row = notificationRow(notification.id, notification.user);
    showProgress(row, notification.messages);
    return row;
  });
  const rest = notifications.length - rows.length;
  return element('li', { class: 'request' }, ...headOf(id, notifications), ...rows, rest > 0 && hint(`and ${rest} more`));
}

function headOf(id: string, [first]: RecentNotification[]): HTMLElement[] {
  if (first === undefined) return [];
  const { workflow, title, test, topic, created_at } = first;
  const head = requestHead({ workflow: title ?? workflow, isTest: test, at: created_at, id });
  return topic === undefined ? [head] : [head, hint(`to the topic ${topic}`)];
}

function hint(text: string): HTMLElement {
  return element('p', { class: 'hint' }, text);
}
