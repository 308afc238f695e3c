import type { Channel } from '../../../contract/values.ts';

/** What a cancellation was in time for. What was skipped or has expired is in neither list; nothing was dispatched: in no list at all. */
export type Cancellation = { notificationId: string; canceled: Channel[]; tooLate: Channel[]; dispatched: boolean };

/** Where notifications are canceled. */
export interface CancellationLedger {
  /**
   * Cancels what is `scheduled`, `queued`, or `digesting` in a digest that is open: it will never be `sending`. Canceling again answers the same.
   * What is not there yet is canceled when it is entered; `expiresAt` is how long that is remembered.
   */
  cancel(cancel: { notificationId: string; at: Date; expiresAt: Date }): Promise<Cancellation>;
}
