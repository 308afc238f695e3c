import type { Subscription } from '../../../core/topics/ports/topics.ts';
import type { Key } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** A subscriber of a topic. */
export function subscriberKey({ topic, userId }: Subscription): Key {
  return { pk: topicPartition(topic), sk: userPartition(userId) };
}

/** The same subscription under its user. */
export function subscriptionKey({ topic, userId }: Subscription): Key {
  return { pk: userPartition(userId), sk: topicPartition(topic) };
}

/** Everyone who is subscribed to a topic. */
export function topicPartition(topic: string): string {
  return `T#${topic}`;
}

/** The topic that one of a user's items is about, by its sort key. */
export function topicNamedIn(sk: string): string | undefined {
  return sk.startsWith('T#') ? sk.slice('T#'.length) : undefined;
}
