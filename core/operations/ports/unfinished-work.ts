import type { Channel } from '../../../contract/values.ts';
import type { MessageRecord } from '../../delivery/ports/records.ts';

/** Where the open digests of a quarter of an hour lie. */
export type DigestPlace = { bucket: Date; shard: number };

/** Where something is stuck, or may get so. It names no user. */
export type Places = { notificationIds: readonly string[]; digestPlaces: readonly DigestPlace[] };

/**
 * What one look leaves for the next. `through`: up to when all that fell due or was requested has been looked at. `channels`: those of which there may be
 * messages, as the stage had them at some look.
 */
export type LookNotes = Places & { through?: Date; channels?: readonly Channel[] };

/** What whoever looks for stuck work reads, and remembers. */
export interface UnfinishedWork {
  /** What the last look left; no places, if there was none. */
  remembered(): Promise<LookNotes>;
  remember(notes: LookNotes): Promise<void>;
  /** Reads the messages of many notifications on these channels, in no order. May lag a moment behind a write. */
  messages(notificationIds: readonly string[], channels: readonly Channel[]): Promise<MessageRecord[]>;
}
