import type { FeedItem, Inbox } from '/client/index.js';
import { actionButton, type Child, element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';
import { linkToNotification } from '../route.ts';

/** One notification as its user sees it, and what they can do with it in this inbox. */
export function inboxItem(item: FeedItem, inbox: Inbox): HTMLElement {
  return element(
    'li',
    { class: item.read ? 'item' : 'item unread' },
    element('p', { class: 'item-title' }, !item.read && element('span', { class: 'unseen-text' }, 'Unread: '), item.title),
    item.body !== '' && element('p', { class: 'item-body' }, item.body),
    element(
      'footer',
      { class: 'item-foot' },
      timeAgo(item.created_at),
      item.snoozed_until !== undefined && element('span', { class: 'dot-before' }, 'back ', timeAgo(item.snoozed_until)),
      element('span', { class: 'dot-before' }, item.category),
      isPressing(item) && element('span', { class: `dot-before priority ${item.priority}` }, item.priority),
      element('span', { class: 'item-actions' }, ...actions(item, inbox)),
    ),
  );
}

function actions({ id, read, archived, snoozed_until, action_url }: FeedItem, inbox: Inbox): Child[] {
  const isAside = archived || snoozed_until !== undefined;
  return [
    action_url !== undefined &&
      element('a', { href: action_url, target: '_blank', rel: 'noopener noreferrer', 'data-does': 'open' }, 'Open'),
    element('a', { href: linkToNotification(id), 'data-does': 'details' }, 'Details'),
    !isAside &&
      (read
        ? actionButton('read', 'Mark unread', () => inbox.markUnread(id))
        : actionButton('read', 'Mark read', () => inbox.markRead(id))),
    snoozed_until !== undefined && actionButton('snooze', 'Bring back', () => inbox.unsnooze(id)),
    !isAside && actionButton('snooze', 'Snooze 1 h', () => inbox.snooze(id, new Date(Date.now() + hourMs))),
    archived
      ? actionButton('archive', 'Restore', () => inbox.unarchive(id))
      : actionButton('archive', 'Archive', () => inbox.archive(id)),
  ];
}

const hourMs = 3_600_000;

function isPressing({ priority }: FeedItem): boolean {
  return priority === 'high' || priority === 'urgent';
}
