import type { MessageRecord, NotificationRecord } from '../../delivery/ports/records.ts';

/** A notification from afar: whose it is, and where its messages stand. */
export type NotificationStatus = { userId: string; messages: readonly Pick<MessageRecord, 'channel' | 'status' | 'reason'>[] };

/** Which notifications exist, and where each message stands. */
export interface PublishingLedger {
  /** One, as it stands; nothing when there is none, or its time is up. Reads what was just written. */
  read(notificationId: string): Promise<{ notification: NotificationRecord; messages: MessageRecord[] } | undefined>;
  /** Where many notifications stand, by id; those that are not there are left out. May lag a moment behind a write. */
  readStatuses(notificationIds: readonly string[]): Promise<Map<string, NotificationStatus>>;
}
