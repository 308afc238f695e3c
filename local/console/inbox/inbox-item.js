import { element } from '../elements/element.js';
import { timeAgo } from '../elements/time.js';
import { linkToNotification } from '../route.js';

/** One notification as its user sees it, and what they can do with it in this inbox. */
export function inboxItem(item, inbox) {
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
      element('span', { class: 'item-actions' }, ...actions(item, inbox)),
    ),
  );
}

function actions(item, inbox) {
  const { id, read, archived } = item;
  return [
    item.action_url &&
      element('a', { href: item.action_url, target: '_blank', rel: 'noopener noreferrer', 'data-does': 'open' }, 'Open'),
    element('a', { href: linkToNotification(item.id), 'data-does': 'why' }, 'Details'),
    !archived &&
      (read ? button('read', 'Mark unread', () => inbox.markUnread(id)) : button('read', 'Mark read', () => inbox.markRead(id))),
    archived ? button('archive', 'Restore', () => inbox.unarchive(id)) : button('archive', 'Archive', () => inbox.archive(id)),
  ];
}

function button(does, label, press) {
  return element('button', { type: 'button', 'data-does': does, onclick: press }, label);
}

function isPressing(priority) {
  return priority === 'high' || priority === 'urgent';
}
