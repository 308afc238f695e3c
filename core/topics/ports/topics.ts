/** That a user is on a topic. */
export type Subscription = { topic: string; userId: string };

/** Who is subscribed to what. */
export interface Topics {
  /** Answers whether there is such a user; subscribing again changes nothing. */
  subscribe(subscription: Subscription): Promise<boolean>;
  /** Unsubscribing who is not subscribed changes nothing. */
  unsubscribe(subscription: Subscription): Promise<void>;
  /**
   * Subscribers in an order of their ids that stays the same, with `next` when there may be more: the last of this page, to be
   * given as `after`. Reads what was just written.
   */
  subscribers(page: { topic: string; after?: string | undefined; limit: number }): Promise<{ userIds: string[]; next?: string }>;
}
