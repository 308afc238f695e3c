import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel, Reason } from '../../../contract/values.ts';
import type { Gathered } from '../../batches/ports/batches.ts';
import type { NewInboxItem } from '../../channels/inbox/ports/feed.ts';
import type { ReleasedStatus } from '../../delivery/rules/message-status.ts';
import type { NewDigestEntry } from '../../digests/ports/digests.ts';
import type { CapWindow } from '../../planning/rules/frequency-cap.ts';

/**
 * What becomes of messages that were held: each moves on from `scheduled`, or stays so with another `dueAt`.
 * `explanation` takes the place of what was said of these channels before.
 */
export type Release = {
  notificationId: string;
  moves: readonly ReleaseMove[];
  explanation: readonly Explanation[];
  inboxItem?: NewInboxItem;
  digestEntry?: NewDigestEntry;
  dueAts?: readonly Date[];
  capWindows?: readonly CapWindow[];
  /** Of a notification that tells of a batch: what it has gathered. */
  gathered?: Gathered;
  at: Date;
};

export type ReleaseMove = {
  channel: Channel;
  /** The `dueAt` that it was held until: it must still be held until then. */
  heldUntil: Date;
  status: ReleasedStatus;
  dueAt?: Date;
  reason?: Reason;
  address?: string;
  detail?: string;
};

/** Where messages are held until they are due. */
export interface SchedulingLedger {
  /**
   * Moves messages on that were held, all or none, with the inbox item or digest entry that comes of it. Answers whether it did:
   * not when one of them has moved meanwhile, or was canceled. `capWindows` are as for `enter`.
   */
  release(release: Release): Promise<boolean>;
}
