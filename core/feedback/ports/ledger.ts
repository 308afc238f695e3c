import type { Engagement } from '../../../contract/feedback/engagement.ts';
import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';

/**
 * What a provider has told about a message, or what has become of it since; nobody has to hold the message for it. `id` tells a
 * repetition. With a `detail` it is worth an entry in the timeline even when the status cannot move there (any more).
 */
export type Receipt = {
  id: string;
  notificationId: string;
  channel: Channel;
  /** Where the provider says that it went; absent: the message was found by an id that nobody else can know. */
  address?: string;
  at: Date;
  providerId?: string;
  status?: MessageStatus;
  reason?: Reason;
  detail?: string;
  /** What became of it at its reader's; it moves no status, and its `id` is the same however often that happens. */
  engagement?: Engagement;
  /** What the provider says that it cost, in US dollars. */
  billedUsd?: number;
};

/** What became of a receipt: `foreign` is about a message that goes to another address, `stale` says nothing that is not known. */
export type ReceiptRecorded = 'recorded' | 'repeated' | 'stale' | 'foreign' | 'missing';

/** Where it is recorded what became of messages after they were sent. */
export interface FeedbackLedger {
  /**
   * Records a provider's receipt, whoever holds the message. The status moves forward only, and a receipt that comes twice counts
   * once.
   */
  recordReceipt(receipt: Receipt): Promise<ReceiptRecorded>;
}
