import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { BatchChange } from '../../batches/ports/batches.ts';
import type { NewInboxItem } from '../../channels/inbox/ports/feed.ts';
import type { MessageRecord, NotificationRecord } from '../../delivery/ports/records.ts';
import type { NewDigestEntry } from '../../digests/ports/digests.ts';
import type { CapWindow } from '../rules/frequency-cap.ts';

/** A notification as it was planned, with all that comes of it at once. */
export type Entry = {
  notification: NotificationRecord;
  messages: MessageRecord[];
  inboxItem?: NewInboxItem;
  digestEntry?: NewDigestEntry;
  dueAts?: readonly Date[];
  capWindows?: readonly CapWindow[];
  batch?: BatchChange | undefined;
  expiresAt: Date;
};

/** A channel that was not planned, with all that comes of it at once. */
export type Addition = {
  message: MessageRecord;
  explanation: Explanation;
  inboxItem?: NewInboxItem;
  dueAts?: readonly Date[];
};

/** Where a notification is entered as it was planned, and a channel added that was not. */
export interface PlanningLedger {
  /**
   * Enters a notification, its messages, its inbox item and its digest entry, and raises the inbox's version. An attempt that is
   * cut off is completed by the next one; nothing may be passed on before it is answered.
   * Messages that are `digesting` wait for the digest that took the entry: the one that is open, or a new one.
   * Entering it again changes nothing and answers the messages as they stand: what was planned first counts.
   * What has been canceled meanwhile, by id or by key, is entered with every message `canceled` that was not skipped.
   * `dueAts` are the instants at which a sweep finds it.
   * For a user who was deleted meanwhile nothing is entered, and no messages are answered.
   * Entering it counts in its `capWindows`. Throws FrequencyCapReached, and enters nothing, when one of them is full.
   * What opens the notification of a batch, makes the batch full, or is entered again after it has joined one, is also answered
   * the messages of that notification. Throws BatchMoved, and enters nothing, when the batch is not as it was read.
   */
  enter(entry: Entry): Promise<MessageRecord[]>;
  /** Removes what an attempt that was cut off has entered for a user who was deleted since. */
  withdraw(entry: { notificationId: string; userId: string }): Promise<void>;
  /**
   * Adds a channel that was not planned: its message, why it is used, its inbox item if it is the inbox, and when a sweep finds it if it
   * is held, in one transaction.
   * Adding it again changes nothing, and nothing can be added to what is not there or has expired.
   */
  add(addition: Addition): Promise<void>;
}
