import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Channel, Priority, Reason } from '../../../contract/values.ts';
import type { Choices } from '../../preferences/rules/preferences.ts';

/** What of a notification events tell, and statistics count by. */
export type NotificationImage = {
  id: string;
  requestId: string;
  userId: string;
  workflow: string;
  category: string;
  priority: Priority;
  test: boolean;
  topic?: string;
  /** Of its user, as it was when the notification was planned. */
  locale?: string;
  /** The experiment that counts it, and its user's variant. */
  experiment?: string;
  variant?: string;
  /** The webhooks that its publish wants told. */
  callback?: string;
  failureCallback?: string;
  /** One entry for each channel that was planned or added: it is entered whole when it has as many messages. */
  explanation: readonly unknown[];
  createdAt: Date;
};

/** What of a message says how it moved on: its timeline only grows, and `reason` is that of its last status. */
export type MessageImage = {
  notificationId: string;
  channel: Channel;
  reason?: Reason;
  events: readonly MessageEvent[];
  /** Until when it is or was held, the digest that it waits or waited for, and what it costs: see `MessageRecord`. */
  dueAt?: Date;
  digest?: { frequency: string; number: number };
  bill?: { segments: number; estimatedUsd: number };
  billedUsd?: number;
};

/** An item of an inbox, and how it is marked. */
export type InboxItemImage = {
  notificationId: string;
  userId: string;
  workflow: string;
  category: string;
  unread: boolean;
  seen: boolean;
  archived: boolean;
  /** Its user read or archived it by itself, before a mark of everything covered it. */
  wasRead: boolean;
};

/** A user: what they have chosen, and up to which version of their inbox all was read or seen. */
export type UserImage = { id: string; choices: Choices; readThrough: number; seenThrough: number };

/** Why nothing may be sent to an address; the address itself only as a hash. */
export type SuppressionImage = { addressHash: string; reason: string; source: string; notificationId?: string };

type Images = {
  notification: NotificationImage;
  message: MessageImage;
  'inbox-item': InboxItemImage;
  user: UserImage;
  suppression: SuppressionImage;
};

/**
 * One write to an item: what it was and what it became, absent where there was none. `recordId` is the same however often the write is
 * told, and `at` is when it happened.
 */
export type RecordChange<Kind extends keyof Images = keyof Images> = {
  [Of in Kind]: { of: Of; recordId: string; at: Date; before?: Images[Of]; after?: Images[Of] };
}[Kind];
