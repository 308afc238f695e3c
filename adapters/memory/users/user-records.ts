import { withoutRecipient } from '../../../core/schedules/rules/change-schedule.ts';
import type { UserRecord, UserRecords } from '../../../core/users/ports/users.ts';
import { formatRecordPosition, parseRecordPosition } from '../../records/record-position.ts';
import { batchPlacesOf, eraseBatchPlace, readBatchPlace } from '../batches/batch-records.ts';
import { toInboxItem } from '../channels/inbox/feed.ts';
import { digestPlacesOf, eraseDigestPlace, readDigestPlace } from '../digests/digest-records.ts';
import { hashesLeadingTo, readAddress } from '../message-log/addresses.ts';
import { feedStateOf, type MemoryStore } from '../store.ts';

const recordsPerStep = 50;

/** Keeps the records of users in memory. */
export function memoryUserRecords(store: MemoryStore): UserRecords {
  const notificationsOf = (userId: string) =>
    [...store.notifications.values()].filter(({ notification }) => notification.userId === userId);
  const topicsOf = (userId: string) => [...store.subscribers].flatMap(([topic, ids]) => (ids.includes(userId) ? [topic] : []));

  const schedulesOf = (userId: string) =>
    [...store.schedules.values()].filter(({ publish }) => publish.recipients?.includes(userId));

  /** Where each record lies, in order. */
  function placesOf(userId: string): string[] {
    const notifications = notificationsOf(userId).map(({ notification }) => `N#${notification.id}`);
    const connections = [...store.connections].flatMap(([id, each]) => (each.userId === userId ? [`L#${id}`] : []));
    const chats = [...(store.chatConnections.get(userId)?.keys() ?? [])].map((id) => `CHAT#${id}`);
    const windows = [...(store.frequencyCapCounts.get(userId)?.keys() ?? [])].map((window) => `A#${window}`);
    const devices = [...(store.devices.get(userId)?.keys() ?? [])].map((id) => `DEVICE#${id}`);
    const addresses = hashesLeadingTo(store, userId).map((hash) => `ADDRESS#${hash}`);
    return [
      ...addresses,
      ...windows,
      ...connections,
      ...chats,
      ...devices,
      ...digestPlacesOf(store, userId),
      ...batchPlacesOf(store, userId),
      ...notifications,
      ...schedulesOf(userId).map(({ id }) => `S#${id}`),
      ...topicsOf(userId).map((topic) => `T#${topic}`),
    ].sort();
  }

  function read(userId: string, place: string): UserRecord[] {
    if (place.startsWith('ADDRESS#')) return readAddress(store, userId, place.slice('ADDRESS#'.length));
    if (place.startsWith('CHAT#')) {
      const stored = store.chatConnections.get(userId)?.get(place.slice('CHAT#'.length));
      return stored === undefined ? [] : [{ kind: 'chat-connection', connection: { ...stored.connection } }];
    }
    if (place.startsWith('DEVICE#')) return readDevice(store, userId, place.slice('DEVICE#'.length));
    const id = place.slice(2);
    if (place.startsWith('T#')) return [{ kind: 'subscription', topic: id }];
    if (place.startsWith('S#')) return [{ kind: 'schedule', scheduleId: id }];
    if (place.startsWith('L#')) return readConnection(store, id);
    if (place.startsWith('A#'))
      return [{ kind: 'frequency-cap', window: id, taken: store.frequencyCapCounts.get(userId)?.get(id) ?? 0 }];
    if (place.startsWith('B')) return [readBatchPlace(store, userId, place) ?? []].flat();
    if (place.startsWith('D')) return [readDigestPlace(store, userId, place) ?? []].flat();
    const stored = store.notifications.get(id);
    if (stored === undefined || stored.expiresAt <= store.now()) return [];
    const item = store.inboxes.get(userId)?.get(id);
    const inboxItem = item && toInboxItem(item, { state: feedStateOf(store, userId) });
    const messages = stored.messages.map(({ record }) => structuredClone(record));
    return [
      {
        kind: 'notification',
        notification: structuredClone(stored.notification),
        messages,
        ...(inboxItem && { inboxItem, marks: item?.marks ?? {} }),
      },
    ];
  }

  function erase(userId: string, place: string): void {
    if (place.startsWith('ADDRESS#')) store.usersByAddress.get(place.slice('ADDRESS#'.length))?.delete(userId);
    if (place.startsWith('CHAT#')) store.chatConnections.get(userId)?.delete(place.slice('CHAT#'.length));
    if (place.startsWith('DEVICE#')) store.devices.get(userId)?.delete(place.slice('DEVICE#'.length));
    const id = place.slice(2);
    if (place.startsWith('T#'))
      store.subscribers.set(
        id,
        (store.subscribers.get(id) ?? []).filter((each) => each !== userId),
      );
    if (place.startsWith('S#')) takeOutOfSchedule(store, userId, id);
    if (place.startsWith('L#')) store.connections.delete(id);
    if (place.startsWith('A#')) store.frequencyCapCounts.get(userId)?.delete(id);
    if (place.startsWith('B')) eraseBatchPlace(store, userId, place);
    if (place.startsWith('D')) eraseDigestPlace(store, userId, place);
    const { cancellationKey = '' } = store.notifications.get(id)?.notification ?? {};
    store.cancellations.get(cancellationKey)?.notificationIds.delete(id);
    store.dueItems.splice(0, store.dueItems.length, ...store.dueItems.filter(({ notificationId }) => notificationId !== id));
    store.notifications.delete(id);
    store.inboxes.get(userId)?.delete(id);
  }

  return {
    async close(userId) {
      if (!store.users.delete(userId)) return false;
      store.erased.add(userId);
      store.liveUntil.delete(userId);
      store.feedStates.set(userId, { version: feedStateOf(store, userId).version + 1, seenThrough: 0, readThrough: 0 });
      store.erasing.add(userId);
      return true;
    },

    async eraseSome(userId) {
      const places = placesOf(userId);
      const some = places.slice(0, recordsPerStep);
      for (const place of some) erase(userId, place);
      const more = places.length > some.length;
      if (!more) store.erasing.delete(userId);
      return { erased: some.length, more };
    },

    async erasing(limit) {
      return [...store.erasing].slice(0, limit);
    },

    async page({ userId, after, limit }) {
      const from = after === undefined ? '' : parseRecordPosition(after);
      const left = placesOf(userId).filter((place) => place > from);
      const some = left.slice(0, limit);
      const last = some.at(-1);
      const records = some.flatMap((place) => read(userId, place));
      return { records, ...(left.length > limit && last !== undefined && { next: formatRecordPosition(last) }) };
    },
  };
}

function takeOutOfSchedule({ schedules }: MemoryStore, userId: string, id: string): void {
  const schedule = schedules.get(id);
  const without = schedule && withoutRecipient(schedule, userId);
  if (without !== undefined) schedules.set(id, without);
}

function readDevice({ devices }: MemoryStore, userId: string, id: string): UserRecord[] {
  const device = devices.get(userId)?.get(id);
  return device ? [{ kind: 'device', device: structuredClone(device) }] : [];
}

function readConnection({ connections, now }: MemoryStore, id: string): UserRecord[] {
  const connection = connections.get(id);
  return connection && connection.until > now() ? [{ kind: 'connection', since: connection.since }] : [];
}
