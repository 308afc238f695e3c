import type { Subscription } from '../../../core/topics/ports/topics.ts';
import type { Key } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** Names the item that holds a subscriber of a topic. */
export function subscriberKey({ topic, userId }: Subscription): Key {
  return { pk: topicPartition(topic), sk: userPartition(userId) };
}

/** Names the item that holds the same subscription under its user. */
export function subscriptionKey({ topic, userId }: Subscription): Key {
  return { pk: userPartition(userId), sk: `${subscriptionPrefix}${topic}` };
}

/** The partition of those who are subscribed to a topic. */
export function topicPartition(topic: string): string {
  return `T#${topic}`;
}

/** How the sort keys of a user's subscriptions begin. */
export const subscriptionPrefix = 'T#';

/** Reads the topic of a subscription from its sort key under the user. */
export function topicNamedIn(sk: string): string {
  return sk.slice(subscriptionPrefix.length);
}
