/** Which notifications have a key in common, and that whatever was requested under it until an instant is not wanted. */
export interface Cancellations {
  /** Stores that nothing may be entered or released any more which was requested under this key until `at`. A later instant stays. */
  note(key: string, at: Date, expiresAt: Date): Promise<void>;
  /** Gives notifications that were accepted this key in common, so that a cancel finds them before they are dispatched. */
  join(key: string, notificationIds: readonly string[], expiresAt: Date): Promise<void>;
  /** The last instant that was noted for a key. Reads what was just written. */
  find(key: string): Promise<Date | undefined>;
  /** Notifications that have joined this key, or were entered with it, in no order, with `next` when there may be more. Reads what was just written. */
  list(page: { key: string; after?: string | undefined; limit: number }): Promise<{ notificationIds: string[]; next?: string }>;
}
