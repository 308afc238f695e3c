import { MessageStatus } from '../delivery/message-status.ts';

/** The type of the event that tells of a message's new status. */
export type MessageEventType = `message.${MessageStatus}`;

/** One for each status that a message can have. */
export const messageEventTypes = MessageStatus.options.map((status): MessageEventType => `message.${status}`);

/** What was done with a message at its reader's, which changes no status. */
export const engagementEventTypes = ['message.opened', 'message.clicked'] as const;

/** Every type there is, in the words of statuses. */
export const eventTypes = [
  'notification.accepted',
  'notification.ended',
  ...messageEventTypes,
  ...engagementEventTypes,
  'inbox_item.seen',
  'inbox_item.read',
  'inbox_item.unread',
  'inbox_item.archived',
  'inbox_item.unarchived',
  'inbox.seen',
  'inbox.read',
  'preferences.changed',
  'user.unsubscribed',
  'suppression.added',
  'suppression.removed',
  'webhook.test',
] as const;
export type EventType = (typeof eventTypes)[number];

/** The source of every event on the bus. */
export const eventSource = 'bellhop';
