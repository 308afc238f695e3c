import type { FeedState, NewInboxItem } from '../../core/channels/inbox/ports/feed.ts';
import type { ItemMarks } from '../../core/channels/inbox/rules/item-marks.ts';
import type { Device } from '../../core/channels/push/ports/devices.ts';
import type { MessageRecord, NotificationRecord } from '../../core/delivery/ports/records.ts';
import type { RequestPart } from '../../core/publishing/ports/requests.ts';
import type { Schedule } from '../../core/schedules/rules/schedule.ts';
import type { DueItem } from '../../core/scheduling/ports/due-items.ts';
import type { Now } from '../../core/time/ports/clock.ts';
import type { User } from '../../core/users/ports/users.ts';
import type { InboxPosition } from '../records/inbox-position.ts';
import { type MemoryBatches, noBatches } from './batches/memory-batches.ts';
import type { StoredChatConnection } from './channels/chat/stored-chat-connection.ts';
import { type MemoryDigests, noDigests } from './digests/memory-digests.ts';

/** An inbox item with its place. */
export type StoredItem = { item: NewInboxItem; place: InboxPosition; marks?: ItemMarks; expiresAt: Date };
/** A message with what taking it needs. */
export type StoredMessage = { record: MessageRecord; fence: number; leaseUntil?: Date; unknownSince?: Date; heard?: Set<string> };
/** A notification with its messages. */
export type StoredNotification = { notification: NotificationRecord; messages: StoredMessage[]; expiresAt: Date };

/** What the users, the feed and the ledger share: the same things that share a table on DynamoDB. */
export type MemoryStore = {
  now: Now;
  users: Map<string, User>;
  feedStates: Map<string, FeedState>;
  /** When a user last marked all of their inbox. */
  allMarkedAt: Map<string, { read?: Date; seen?: Date }>;
  /** Inbox items by user, then by notification id. */
  inboxes: Map<string, Map<string, StoredItem>>;
  notifications: Map<string, StoredNotification>;
  /** The parts of requests by request, then by how many notifications come before. */
  requests: Map<string, Map<number, RequestPart & { expiresAt: Date }>>;
  /** By an address's hash: who has it, and until when of those who had it. */
  usersByAddress: Map<string, Map<string, { until?: Date }>>;
  /** What falls due, in the order in which it was entered. */
  dueItems: DueItem[];
  /** By key: what was entered with it, and until which request it is canceled. */
  cancellations: Map<string, { notificationIds: Map<string, Date>; at?: Date }>;
  /** Notifications that were canceled before they were entered, with the instant. */
  canceledAhead: Map<string, Date>;
  digests: MemoryDigests;
  batches: MemoryBatches;
  schedules: Map<string, Schedule>;
  /** By user, then by window. */
  frequencyCapCounts: Map<string, Map<string, number>>;
  /** Users who were deleted, and those of whom something may be left. */
  erased: Set<string>;
  erasing: Set<string>;
  /** The ids of each topic's subscribers, in order. */
  subscribers: Map<string, string[]>;
  /** Connected browsers by id, and until when each user is live. */
  connections: Map<string, { userId: string; since: Date; until: Date }>;
  liveUntil: Map<string, Date>;
  /** By owner, then by name. */
  chatConnections: Map<string, Map<string, StoredChatConnection>>;
  /** By user, then by id. */
  devices: Map<string, Map<string, Device>>;
};

/** An empty store; `now` decides what has expired. */
export function memoryStore(now: Now): MemoryStore {
  return {
    now,
    users: new Map(),
    feedStates: new Map(),
    allMarkedAt: new Map(),
    inboxes: new Map(),
    notifications: new Map(),
    requests: new Map(),
    usersByAddress: new Map(),
    dueItems: [],
    cancellations: new Map(),
    canceledAhead: new Map(),
    digests: noDigests(),
    batches: noBatches(),
    schedules: new Map(),
    subscribers: new Map(),
    connections: new Map(),
    liveUntil: new Map(),
    chatConnections: new Map(),
    devices: new Map(),
    frequencyCapCounts: new Map(),
    erased: new Set(),
    erasing: new Set(),
  };
}

/** Where a user's inbox stands; version 0 when nothing ever happened in it. */
export function feedStateOf(store: MemoryStore, userId: string): FeedState {
  return { ...(store.feedStates.get(userId) ?? { version: 0, seenThrough: 0, readThrough: 0 }), ...liveOf(store, userId) };
}

/** Until when a browser of the user may be connected. */
export function liveOf({ liveUntil }: MemoryStore, userId: string): { liveUntil?: Date } {
  const until = liveUntil.get(userId);
  return until ? { liveUntil: until } : {};
}

/** A notification that is there and has not expired. */
export function findNotification(store: MemoryStore, notificationId: string): StoredNotification | undefined {
  const stored = store.notifications.get(notificationId);
  return stored && stored.expiresAt > store.now() ? stored : undefined;
}

/** Finds a message of such a notification. */
export function findMessage(store: MemoryStore, notificationId: string, channel: string): StoredMessage | undefined {
  return findNotification(store, notificationId)?.messages.find(({ record }) => record.channel === channel);
}

/** Messages as whoever asked may keep them. */
export function toRecords(messages: readonly StoredMessage[]): MessageRecord[] {
  return messages.map(({ record }) => structuredClone(record));
}
