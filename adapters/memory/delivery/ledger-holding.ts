import type { NewInboxItem } from '../../../core/channels/inbox/ports/feed.ts';
import type { Ledger, MessageRecord, Release, ReleaseMove } from '../../../core/delivery/ports/ledger.ts';
import { canceledEntry, canceledEvent, isInTime, toCancellation } from '../../records/cancel-message.ts';
import { goesOn } from '../../records/goes-on.ts';
import { mergeExplanation } from '../../records/merge-explanation.ts';
import { arrive } from '../channels/inbox/inbox.ts';
import { joinDigest, withdrawEntry } from '../digests/digests.ts';
import { takePlaces } from '../planning/frequency-caps.ts';
import { findNotification, type MemoryStore, type StoredNotification, toRecords } from '../store.ts';

type Entry = Parameters<Ledger['enter']>[0];

/** The part of the ledger in memory that enters notifications, releases what was held, and cancels. */
export function memoryHolding(store: MemoryStore): Pick<Ledger, 'enter' | 'release' | 'cancel'> {
  return {
    async enter(entry) {
      if (store.erased.has(entry.notification.userId)) return [];
      const entered = findNotification(store, entry.notification.id);
      if (entered) return toRecords(entered.messages);

      const canceledAt = canceledAheadAt(store, entry);
      const { notification, messages, expiresAt, ...rest } = canceledAt ? canceledEntry(entry, canceledAt) : entry;
      takePlaces(store, notification.userId, rest.places);
      const digest = rest.digestEntry && joinDigest(store, rest.digestEntry, expiresAt);
      const copies = structuredClone(messages).map((record) => ({ record: inDigest(record, digest), fence: 0 }));
      const stored = { notification: structuredClone(notification), messages: copies, expiresAt };
      store.notifications.set(notification.id, stored);
      join(store, notification);
      add(store, stored, rest);
      return toRecords(copies);
    },

    async release(release) {
      const stored = findNotification(store, release.notificationId);
      const held = release.moves.map((move) => stored?.messages.find(({ record }) => isHeld(record, move)));
      if (stored === undefined || held.includes(undefined)) return false;
      if (goesOn(release) && store.erased.has(stored.notification.userId)) return false;

      takePlaces(store, stored.notification.userId, release.places);
      const digest = release.digestEntry && joinDigest(store, release.digestEntry, stored.expiresAt);
      for (const [index, message] of held.entries()) {
        const move = release.moves[index];
        if (message && move) message.record = inDigest(released(message.record, move, release.at), digest);
      }
      stored.notification.explanation = mergeExplanation(stored.notification.explanation, release.explanation);
      add(store, stored, release);
      return true;
    },

    async cancel({ notificationId, at }) {
      const stored = findNotification(store, notificationId);
      if (stored === undefined) {
        store.canceledAhead.set(notificationId, store.canceledAhead.get(notificationId) ?? at);
        return { notificationId, canceled: [], tooLate: [], dispatched: false };
      }
      for (const message of stored.messages.filter(({ record }) => isInTime(record))) {
        const { record } = message;
        if (record.digest && !withdrawEntry(store, notificationId, { userId: stored.notification.userId, ...record.digest }))
          continue;
        message.record = { ...record, status: 'canceled', reason: 'canceled', events: [...record.events, canceledEvent(at)] };
        delete message.leaseUntil;
      }
      return toCancellation(notificationId, toRecords(stored.messages));
    },
  };
}

function canceledAheadAt(store: MemoryStore, { notification }: Entry): Date | undefined {
  const { id, cancellationKey, createdAt } = notification;
  const byKey = cancellationKey === undefined ? undefined : store.cancellations.get(cancellationKey)?.at;
  return store.canceledAhead.get(id) ?? (byKey && byKey >= createdAt ? byKey : undefined);
}

function join({ cancellations }: MemoryStore, { id, cancellationKey }: Entry['notification']): void {
  if (cancellationKey === undefined) return;
  const shared = cancellations.get(cancellationKey) ?? { notificationIds: new Set() };
  cancellations.set(cancellationKey, { ...shared, notificationIds: shared.notificationIds.add(id) });
}

function inDigest(record: MessageRecord, digest: MessageRecord['digest']): MessageRecord {
  return digest && record.status === 'digesting' ? { ...record, digest } : record;
}

type Beside = { inboxItem?: NewInboxItem; dueAts?: readonly Date[] };

function add(store: MemoryStore, stored: StoredNotification, { inboxItem, dueAts = [] }: Beside): void {
  if (inboxItem) arrive(store, inboxItem, stored.expiresAt);
  const instants = new Set(dueAts.map((dueAt) => dueAt.getTime())); // channels that are held until one instant are due together
  store.dueItems.push(...[...instants].map((time) => ({ notificationId: stored.notification.id, dueAt: new Date(time) })));
}

function isHeld({ channel, status, dueAt }: MessageRecord, move: ReleaseMove): boolean {
  return channel === move.channel && status === 'scheduled' && dueAt?.getTime() === move.heldUntil.getTime();
}

function released(record: MessageRecord, move: ReleaseMove, at: Release['at']): MessageRecord {
  const { status, reason, address, dueAt = record.dueAt, detail } = move;
  const event = { status, at: at.toISOString(), ...(detail && { detail }) };
  return { ...record, status, dueAt, ...(reason && { reason }), ...(address && { address }), events: [...record.events, event] };
}
