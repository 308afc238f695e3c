/** A notification that was held, and when it is due. */
export type DueItem = { notificationId: string; dueAt: Date };

/** What was held and falls due, in buckets of time. Entering and releasing put it there; time takes it away. */
export interface DueItems {
  /** What falls due in the bucket that begins at an instant, in no order, with `next` when there may be more. */
  list(page: { bucket: Date; after?: string | undefined; limit: number }): Promise<{ items: DueItem[]; next?: string }>;
}
