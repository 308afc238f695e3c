import type { Explanation, MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Channel, MessageStatus, Priority, Reason } from '../../../contract/values.ts';
import type { NewInboxItem } from '../../channels/inbox/ports/feed.ts';
import type { DigestRef, NewDigestEntry } from '../../digests/ports/digests.ts';
import type { Place } from '../../planning/rules/frequency-cap.ts';
import type { ReleasedStatus } from '../rules/message-status.ts';

/** A notification as stored. */
export type NotificationRecord = {
  id: string;
  requestId: string;
  userId: string;
  workflow: string;
  category: string;
  priority: Priority;
  test: boolean;
  data: Record<string, unknown>;
  /** The user's, as they were when the notification was planned. */
  locale?: string;
  timezone?: string;
  /** The channels that the publish named, and the times and the key that it gave. */
  channels?: readonly Channel[];
  sendAt?: Date;
  /** From when on it is of no use. What removes it from the table is no business of its own. */
  goodUntil?: Date;
  cancellationKey?: string;
  /** The topic that it was published to, when it was: then its e-mails are bulk. */
  topic?: string;
  createdAt: Date;
  explanation: Explanation[];
};

/** What an SMS is billed by, and what that costs, about. */
export type Bill = { segments: number; estimatedUsd: number };

/** A message as stored. `address` is where it goes: an e-mail address or a phone number. */
export type MessageRecord = {
  notificationId: string;
  channel: Channel;
  status: MessageStatus;
  reason?: Reason;
  address?: string;
  attempts: number;
  /** Until when it is held while `scheduled`; stays when it was released. */
  dueAt?: Date;
  providerId?: string;
  /** Of an SMS: what it is billed by, and what the provider says that it cost. */
  bill?: Bill;
  billedUsd?: number;
  /** The digest that it waits for, or waited for. */
  digest?: Pick<DigestRef, 'frequency' | 'number'>;
  events: MessageEvent[];
};

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
  places?: readonly Place[];
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

/** What a cancellation was in time for. What was skipped or has expired is in neither list; nothing was dispatched: in no list at all. */
export type Cancellation = { notificationId: string; canceled: Channel[]; tooLate: Channel[]; dispatched: boolean };

/** What a claim answers. The fence is handed back with every later step; an older fence no longer counts. */
export type Claim =
  | { outcome: 'yours'; fence: number; message: MessageRecord; notification: NotificationRecord }
  /** Someone else holds the lease, or the last send is ambiguous and must rest: come back in `afterSeconds`. */
  | { outcome: 'busy'; afterSeconds: number }
  | { outcome: 'finished' }
  | { outcome: 'missing' };

/** A notification from afar: whose it is, and where its messages stand. */
export type NotificationStatus = { userId: string; messages: readonly Pick<MessageRecord, 'channel' | 'status' | 'reason'>[] };

/** One step forward for a claimed message; frees the claim unless the status is `sending`. */
export type Step = {
  notificationId: string;
  channel: Channel;
  fence: number;
  status: MessageStatus;
  at: Date;
  reason?: Reason;
  providerId?: string;
  detail?: string;
  bill?: Bill;
};

/**
 * What a provider has told about a message, or what has become of it since; no claim is needed for it. `id` tells a repetition.
 * With a `detail` it is worth an entry in the timeline even when the status cannot move there (any more).
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
  /** What the provider says that it cost, in US dollars. */
  billedUsd?: number;
};

/** What became of news: `foreign` is about a message that goes to another address, `stale` says nothing that is not known. */
export type ReceiptRecorded = 'recorded' | 'repeated' | 'stale' | 'foreign' | 'missing';

/** The send ledger: which notifications exist, and where each message stands. */
export interface Ledger {
  /**
   * Enters a notification, its messages, its inbox item and its digest entry in one transaction, and raises the inbox's version.
   * Messages that are `digesting` wait for the digest that took the entry: the one that is open, or a new one.
   * Entering it again changes nothing and answers the messages as they stand: what was planned first counts.
   * What has been canceled meanwhile, by id or by key, is entered with every message `canceled` that was not skipped.
   * `dueAts` are the instants at which a sweep finds it.
   * For a user who was deleted meanwhile nothing is entered, and no messages are answered.
   * Entering it takes its `places` in the user's windows. Throws FrequencyCapReached, and enters nothing, when one of them is not to be had.
   */
  enter(entry: {
    notification: NotificationRecord;
    messages: MessageRecord[];
    inboxItem?: NewInboxItem;
    digestEntry?: NewDigestEntry;
    dueAts?: readonly Date[];
    places?: readonly Place[];
    expiresAt: Date;
  }): Promise<MessageRecord[]>;
  /**
   * Adds a channel that was not planned: its message, why it is used, its inbox item if it is the inbox, and when a sweep finds it if it
   * is held, in one transaction.
   * Adding it again changes nothing, and nothing can be added to what is not there or has expired.
   */
  add(addition: {
    message: MessageRecord;
    explanation: Explanation;
    inboxItem?: NewInboxItem;
    dueAts?: readonly Date[];
  }): Promise<void>;
  read(notificationId: string): Promise<{ notification: NotificationRecord; messages: MessageRecord[] } | undefined>;
  /** Where many notifications stand, by id; those that are not there are left out. May lag a moment behind a write. */
  readStatuses(notificationIds: readonly string[]): Promise<Map<string, NotificationStatus>>;
  /**
   * Takes a message for `leaseSeconds` and counts the attempt.
   * `queued`: free, or the lease has run out (a crash before the send). `sending`: the lease has run out, so a send may have
   * happened: it becomes `unknown` now. `unknown`: rests `ambiguousWaitSeconds`, then is yours with that status.
   * `failed` for the reason `gave_up`: nothing was sent, so it is `queued` again, and yours.
   * Anything else with a `reason`, and anything further on, is finished.
   */
  claim(claim: {
    notificationId: string;
    channel: Channel;
    leaseSeconds: number;
    ambiguousWaitSeconds: number;
    now: Date;
  }): Promise<Claim>;
  /**
   * Moves messages on that were held, all or none, with the inbox item or digest entry that comes of it. Answers whether it did:
   * not when one of them has moved meanwhile, or was canceled. `places` are as for `enter`.
   */
  release(release: Release): Promise<boolean>;
  /**
   * Cancels what is `scheduled`, `queued`, or `digesting` in a digest that is open: it will never be `sending`. Canceling again answers the same.
   * What is not there yet is canceled when it is entered; `expiresAt` is how long that is remembered.
   */
  cancel(cancel: { notificationId: string; at: Date; expiresAt: Date }): Promise<Cancellation>;
  /** Records a step. Answers whether the fence still held; when not, nothing was written. */
  step(step: Step): Promise<boolean>;
  /** Lets go of a message that was claimed and then not tried, as if it had not been; an older fence changes nothing. */
  giveBack(held: Pick<Step, 'notificationId' | 'channel' | 'fence'>): Promise<void>;
  /** Records what a provider told, whoever holds the claim. The status moves forward only; hearing twice is hearing once. */
  recordReceipt(receipt: Receipt): Promise<ReceiptRecorded>;
}
