import type { UserItemKind } from '../users/user-item-kind.ts';
import { subscriberKey, subscriptionPrefix, topicNamedIn } from './keys.ts';

/** The subscriptions of a user, each of which lies under its topic as well. */
export const topicUserItems: UserItemKind = {
  prefixes: [subscriptionPrefix],
  keysBehind: ({ sk }, { userId }) => [subscriberKey({ topic: topicNamedIn(sk), userId })],
  toRecord: ({ sk }) => ({ kind: 'subscription', topic: topicNamedIn(sk) }),
};
