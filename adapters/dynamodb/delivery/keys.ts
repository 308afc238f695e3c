import type { Channel } from '../../../contract/values.ts';
import type { PausableQueue } from '../../../core/delivery/ports/pauses.ts';
import type { RateLine } from '../../../core/delivery/ports/rate-limiter.ts';
import { type Key, ulidOf } from '../table/key.ts';

/** Names the item that holds the notification itself. */
export function notificationKey(notificationId: string): Key {
  return { pk: notificationPartition(notificationId), sk: 'META' };
}

/** Names the item that holds a notification's message on one channel. */
export function messageKey(notificationId: string, channel: Channel): Key {
  return { pk: notificationPartition(notificationId), sk: `M#${channel}` };
}

/** Names the partition that holds a notification and its messages. */
export function notificationPartition(notificationId: string): string {
  return `N#${ulidOf(notificationId)}`;
}

/** Where a queue is marked as paused. */
export function pauseKey(queue: PausableQueue): Key {
  return { pk: `PARK#${queue}`, sk: '-' };
}

/** Where it is kept which workflows are paused. */
export function workflowPausesKey(): Key {
  return { pk: 'PARK#workflows', sk: '-' };
}

/** How far a provider's permits are given out. */
export function rateLimiterKey(line: RateLine): Key {
  return { pk: `PACE#${line}`, sk: '-' };
}
