import type { Batch } from '../../../contract/batches/batch.ts';
import type { Actor } from '../../../contract/publishing/actor.ts';
import type { MessageRecord, NotificationRecord } from '../../delivery/ports/records.ts';
import type { BatchRef, OpenBatch } from '../rules/open-batch.ts';

/** A notification in a batch. `goodUntil`: from when on it is of no use. */
export type BatchEntry = { notificationId: string; actor?: Actor; goodUntil?: Date };

/** The notification that tells of a batch, held until that is closed. */
export type BatchNotification = {
  notification: NotificationRecord;
  messages: readonly MessageRecord[];
  dueAts: readonly Date[];
  expiresAt: Date;
};

/**
 * What a notification does to the batch as it was read: it opens one, or joins it with an entry. The first to join brings the
 * batch's own notification. The one that makes it full closes it, and what is held is due at that instant.
 */
export type BatchChange = { ref: BatchRef; read: OpenBatch | undefined; most: number } & (
  | { how: 'passes' }
  | { how: 'opens'; batch: OpenBatch }
  | {
      how: 'joins';
      batch: OpenBatch;
      entry: BatchEntry;
      isFull: boolean;
      at: Date;
      brings?: BatchNotification;
    }
);

/** What is written into the notification that tells of a batch when that is closed: `data` are those of the first in it. */
export type Gathered = { batch: Batch; data: Record<string, unknown>; actor?: Actor; goodUntil?: Date };

/** Users' batches: which is open, and what is in them. `PlanningLedger.enter` opens and joins them, and canceling withdraws. */
export interface Batches {
  /** The batch that was opened last, if it is not closed; it may be past its time. Reads what was just written. */
  find(ref: BatchRef): Promise<OpenBatch | undefined>;
  /** Closes a batch: nothing joins it or is withdrawn from it any more. Of one that is closed it changes nothing. */
  close(ref: BatchRef, id: string): Promise<void>;
  /** What is in a batch, in the order of the notifications' ids. Reads what was just written. */
  entries(userId: string, id: string): Promise<BatchEntry[]>;
  /** Removes what is in a batch that was told of. */
  clear(userId: string, id: string): Promise<void>;
}
