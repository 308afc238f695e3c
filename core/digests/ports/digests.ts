import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Channel, LocalDate, MessageStatus, Reason } from '../../../contract/values.ts';
import type { NewInboxItem } from '../../channels/inbox/ports/feed.ts';
import type { MessageRecord } from '../../delivery/ports/records.ts';
import type { DigestClock, DigestDue, DigestState } from '../rules/digest-window.ts';

/** One of a user's digests; they are numbered, by frequency. */
export type DigestRef = { userId: string; frequency: DigestFrequency; number: number };

/** A digest that takes entries until its time comes. */
export type OpenDigest = DigestRef & { dueAt: Date };

/** What was decided when a digest was closed: the date that it is for, and when it was due. */
export type ClosedDigest = { date: LocalDate; dueAt: Date };

/** A notification as a digest shows it. */
export type DigestEntry = Omit<NewInboxItem, 'workflow' | 'priority'> & { channel: Channel };

/** An entry for whichever digest of that frequency takes it, by what the user has chosen. */
export type NewDigestEntry = {
  entry: DigestEntry;
  frequency: DigestFrequency;
  clock: DigestClock;
  now: Date;
  /** The entry stays as long as its notification, and until here in any case: its user may have come to a longer frequency since. */
  keptAtLeastUntil?: Date;
};

/**
 * An entry as it lies in its digest. `mustBeRemoved`: once its message has ended, as it may be there for longer than its notification;
 * the others go when the notification does.
 */
export type WaitingEntry = DigestEntry & { mustBeRemoved?: true };

/** A message that waits, or waited, for a digest. */
export type DigestedMessage = Pick<MessageRecord, 'notificationId' | 'channel'>;

/** How messages end that waited for a digest. */
export type DigestEnd = { status: MessageStatus; reason?: Reason; detail: string; at: Date };

/**
 * Users' digests: which are open, what is in them, and where in time they lie. Whatever `PlanningLedger.enter` put into a digest before
 * it was closed is in it, and nothing else ever is.
 */
export interface Digests {
  /** Reads where a user's digests of a frequency stand. Reads what was just written. */
  state(userId: string, frequency: DigestFrequency): Promise<DigestState>;
  /** Puts an open digest off, or brings it forward. Answers false, and does nothing, when it is no longer open and due then. */
  move(digest: OpenDigest, due: DigestDue): Promise<boolean>;
  /** Closes a digest for a date: no entry comes into it any more. Answers false when it is no longer open and due then. */
  close(digest: OpenDigest, date: LocalDate): Promise<boolean>;
  /** What was decided when it was closed; nothing for one that is open, that never was, or that is finished. */
  closed(digest: DigestRef): Promise<ClosedDigest | undefined>;
  /** The open digests of a bucket's shard, in no order, with `next` when there are more. May lag a moment behind. */
  due(page: { bucket: Date; shard: number; after?: string; limit: number }): Promise<{ digests: OpenDigest[]; next?: string }>;
  /** A digest's entries in order of their notifications' ids, with `next` when there are more. Reads what was just written. */
  entries(page: DigestRef & { after?: string; limit: number }): Promise<{ entries: WaitingEntry[]; next?: string }>;
  /**
   * Ends the messages of entries. One that has ended otherwise stays as it is; one that was given up (`mayBeRedriven`) ends anew
   * when the digest is sent after all. Of the entries it removes those that must be, unless they were given up.
   */
  complete(digest: DigestRef, entries: readonly WaitingEntry[], end: DigestEnd): Promise<void>;
  /** Forgets that a digest was closed, as every message in it has ended for good: who builds it again finds nothing to do. */
  finish(digest: DigestRef): Promise<void>;
}
