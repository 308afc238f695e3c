/** A user's subscription to a topic. */
export type Subscription = { topic: string; userId: string };

/** Who is subscribed to what. */
export interface Topics {
  /** Answers whether there is such a user; subscribing again changes nothing. */
  subscribe(subscription: Subscription): Promise<boolean>;
  /** Ends a subscription; does nothing where there is none. */
  unsubscribe(subscription: Subscription): Promise<void>;
  /**
   * Subscribers in an order of their ids that stays the same, with `next` when there may be more: the last of this page, to be
   * given as `after`. Reads what was just written.
   */
  subscribers(page: { topic: string; after?: string | undefined; limit: number }): Promise<{ userIds: string[]; next?: string }>;
}

/** The list of topics. */
export interface TopicList {
  /**
   * Topics in order whose names begin with `prefix` and that have subscribers, of `limit` that had any; `next` when there may be more, to be given as `after`. One of
   * 0.1.0 is among them since somebody was subscribed again.
   */
  list(page: { prefix?: string; after?: string | undefined; limit: number }): Promise<{ topics: string[]; next?: string }>;
}
