import { listStore } from '../api/list-store.js';
import { byId, element } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { isPublishedHere, notificationRow, requestHead, showFlow } from './published.js';

const mostRows = 5; // of one request

/** The last notifications that the system has dispatched, newest first. */
export const recent = listStore('/local/recent', 4_000);

let list = [];

/** Lists what was published before the console was opened, or from elsewhere, by request. */
export function startHistory() {
  recent.onChange((found) => {
    list = found;
    showHistory();
  });
}

/** Shows it, without what this page has published itself and follows. */
export function showHistory() {
  const requests = [...Map.groupBy(list, ({ request }) => request)].filter(([id]) => !isPublishedHere(id));
  byId('history-part').hidden = requests.length === 0;
  showList(byId('history'), requests, { key: ([id]) => id, draw: ([id, notifications]) => requestItem(id, notifications) });
}

function requestItem(id, notifications) {
  const [{ workflow, title, test, topic, created_at }] = notifications;
  const rows = notifications.slice(0, mostRows).map((notification) => {
    const row = notificationRow(notification.id, notification.user);
    showFlow(row, notification);
    return row;
  });
  const rest = notifications.length - rows.length;
  return element(
    'li',
    { class: 'request' },
    requestHead({ workflow: title ?? workflow, isTest: test, at: created_at, id }),
    topic !== undefined && element('p', { class: 'hint' }, `to the topic ${topic}`),
    ...rows,
    rest > 0 && element('p', { class: 'hint' }, `and ${rest} more`),
  );
}
