import { element } from './element.js';
import { linkToNotification } from './route.js';
import { timeAgo } from './time.js';

/** One notification as its user sees it, and what they can do with it; `mark` is called with the mark they choose. */
export function inboxItem(item, mark) {
  return element(
    'li',
    { class: item.read ? 'item' : 'item unread' },
    element('p', { class: 'item-title' }, !item.read && element('span', { class: 'unseen-text' }, 'Unread: '), item.title),
    item.body !== '' && element('p', { class: 'item-body' }, item.body),
    element(
      'footer',
      { class: 'item-foot' },
      timeAgo(item.created_at),
      element('span', { class: 'dot-before' }, item.category),
      isPressing(item.priority) && element('span', { class: `dot-before priority ${item.priority}` }, item.priority),
      element('span', { class: 'item-actions' }, ...actions(item, mark)),
    ),
  );
}

function actions(item, mark) {
  return [
    item.action_url &&
      element('a', { href: item.action_url, target: '_blank', rel: 'noopener noreferrer', 'data-does': 'open' }, 'Open'),
    element('a', { href: linkToNotification(item.id), 'data-does': 'why' }, 'Why'),
    !item.archived && markButton('read', item.read ? ['Unread', 'unread'] : ['Read', 'read'], mark),
    markButton('archive', item.archived ? ['Restore', 'unarchived'] : ['Archive', 'archived'], mark),
  ];
}

function markButton(does, [label, value], mark) {
  return element('button', { type: 'button', 'data-does': does, onclick: () => mark(value) }, label);
}

function isPressing(priority) {
  return priority === 'high' || priority === 'urgent';
}
