import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import type { BatchEntry } from '../../batches/ports/batches.ts';
import type { OpenBatch } from '../../batches/rules/open-batch.ts';
import type { ChatConnection } from '../../channels/chat/ports/chat-connections.ts';
import type { InboxItem } from '../../channels/inbox/ports/feed.ts';
import type { ItemMarks } from '../../channels/inbox/rules/item-marks.ts';
import type { Device } from '../../channels/push/ports/devices.ts';
import type { MessageRecord, NotificationRecord } from '../../delivery/ports/records.ts';
import type { ClosedDigest, DigestEntry } from '../../digests/ports/digests.ts';
import type { DigestState } from '../../digests/rules/digest-window.ts';
import type { Choices } from '../../preferences/rules/preferences.ts';

/** A user as stored. `version` rises by one with every change to them, and never for what happens in their inbox. */
export type User = Contact & Choices & { id: string; version: number; createdAt: Date; updatedAt: Date };

/** A user as they are read, with until when a browser of theirs may be connected. */
export type ReadUser = User & { liveUntil?: Date };

/** All that a user has chosen, in place of what was chosen before: what is absent is chosen no more. */
export type NewChoices = {
  userId: string;
  choices: Choices /** The user's version that was looked at; 0: there was none. */;
  version: number;
};

export interface Users {
  /** The users that exist among `ids`, by id. Reads what was just written; what is not `fresh` costs half, and may be a second old. */
  getMany(ids: readonly string[], age?: { fresh: boolean }): Promise<Map<string, ReadUser>>;
  /** Creates the user, also one who was deleted, or replaces the given fields; what is absent stays. Writes nothing when nothing changes. */
  upsert(id: string, contact: Contact, now: Date): Promise<User>;
  /**
   * Writes what a user has chosen; creates them for version 0. Answers nothing when they are no longer of that version, and `erased`
   * when they were deleted a moment ago: a token that is still good must not bring them back.
   */
  choose(choices: NewChoices, now: Date): Promise<User | 'erased' | undefined>;
}

/** Some users, in the order of their ids' bytes. `next`: the id behind which it goes on; absent where it ends. */
export type UserSlice = { users: User[]; next?: string };

/** The list of users. */
export interface UserList {
  /** Users whose ids begin with `prefix`. A user whom nothing was written of since 0.1.0 is not in it. May lag a moment behind a write. */
  list(page: { prefix: string; after?: string | undefined; limit: number }): Promise<UserSlice>;
}

/** Something that is kept of a user. */
export type UserRecord =
  | {
      kind: 'notification';
      notification: NotificationRecord;
      messages: MessageRecord[];
      inboxItem?: InboxItem;
      marks?: ItemMarks;
    }
  | { kind: 'address'; hash: string; until?: Date }
  | { kind: 'connection'; since: Date }
  | { kind: 'chat-connection'; connection: ChatConnection }
  | { kind: 'device'; device: Device }
  | { kind: 'subscription'; topic: string }
  | { kind: 'schedule'; scheduleId: string }
  | { kind: 'frequency-cap'; window: string; taken: number }
  | { kind: 'batch'; workflow: string; key: string; batch: OpenBatch }
  | { kind: 'batch-entry'; batchId: string; entry: BatchEntry }
  | { kind: 'digests'; frequency: DigestFrequency; state: DigestState }
  | ({ kind: 'closed-digest'; frequency: DigestFrequency; number: number } & ClosedDigest)
  | { kind: 'digest-entry'; frequency: DigestFrequency; number: number; entry: DigestEntry };

/** Everything that is kept of a user, wherever it lies. */
export interface UserRecords {
  /** Removes the user themselves: from now on nothing is entered for them. Answers whether there was such a user. */
  close(userId: string, at: Date): Promise<boolean>;
  /** Removes a part of what is left of a closed user; what was cut off is done again. Answers whether there is more. */
  eraseSome(userId: string): Promise<{ erased: number; more: boolean }>;
  /** Closed users of whom something may be left. */
  erasing(limit: number): Promise<string[]>;
  /** A page of a user's records, with `next` when there may be more. Throws Refused `cursor_invalid` for an `after` that it never gave. */
  page(page: { userId: string; after?: string | undefined; limit: number }): Promise<{ records: UserRecord[]; next?: string }>;
}
