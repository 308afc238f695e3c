import { Refused } from '../errors.ts';
import type { Subscription, Topics } from './ports/topics.ts';

/**
 * Subscribes a user to a topic; again changes nothing.
 * @throws Refused `not_found` when there is no such user.
 */
export async function subscribe(subscription: Subscription, { topics }: { topics: Topics }): Promise<void> {
  if (!(await topics.subscribe(subscription))) throw new Refused('not_found', 'there is no such user');
}

/** Takes a user off a topic; also when they were not on it. */
export async function unsubscribeFromTopic(subscription: Subscription, { topics }: { topics: Topics }): Promise<void> {
  await topics.unsubscribe(subscription);
}
