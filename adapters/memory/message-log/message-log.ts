import { Channel } from '../../../contract/values.ts';
import { digestWorkflow } from '../../../core/digests/rules/digest-names.ts';
import type { LogEntry, LogOf, LogPage, LogSlice, MessageLog, OnlyParts } from '../../../core/message-log/ports/message-log.ts';
import { timeInUlid } from '../../../core/publishing/rules/derived-id.ts';
import { isAbout, parsePlace, placeBehind, placeOf } from '../../records/log-place.ts';
import { toLogged } from '../../records/logged-notification.ts';
import { hashOfAddress } from '../../records/suppression-position.ts';
import { findNotification, type MemoryStore, type StoredNotification } from '../store.ts';

type Part = {
  place: string;
  ulids: string[];
  workflow: string;
  topic?: string | undefined;
  test: boolean;
  tenant?: string | undefined;
  userId?: string;
};

/** Keeps the message log in memory. */
export function memoryMessageLog(store: MemoryStore): MessageLog {
  return {
    slice: async (list, page) => slice(store, list, page),

    async read(notificationIds) {
      const there = notificationIds.flatMap((id) => findNotification(store, id) ?? []);
      return new Map(there.map(({ notification, messages }) => [notification.id, toLogged(notification, inOrder(messages))]));
    },

    async usersOf(address, { after = '', through, limit }) {
      const users = store.usersByAddress.get(hashOfAddress(address)) ?? new Map();
      const there = [...users].filter(([, { until }]) => until === undefined || until > store.now());
      const ids = there.map(([userId]) => userId).sort();
      const behind = ids.filter((id) => id > after && (through === undefined || id <= through));
      const userIds = behind.slice(0, limit);
      const last = userIds.at(-1);
      return { userIds, ...(behind.length > limit && last !== undefined && { next: last }) };
    },
  };
}

function slice(store: MemoryStore, list: LogOf, page: LogPage): LogSlice {
  switch (list.of) {
    case 'all':
      return sliceOfParts(partsOf(store), page, list.only);
    case 'request':
      return sliceOfParts(partsOf(store, list.requestId), page, {});
    case 'users':
      return sliceOfIds(
        [...store.notifications.values()].flatMap(({ notification: { id, userId } }) =>
          list.userIds.includes(userId) ? [id] : [],
        ),
        page,
      );
    case 'cancellation-key':
      return sliceOfIds([...(store.cancellations.get(list.key)?.notificationIds.keys() ?? [])], page);
    default:
      return list satisfies never;
  }
}

function partsOf({ requests, notifications, now }: MemoryStore, requestId?: string): Part[] {
  const noted = [...requests.values()].flatMap((parts) => [...parts.values()]).filter(({ expiresAt }) => expiresAt > now());
  const digests = [...notifications.values()].filter(({ notification }) => notification.workflow === digestWorkflow);
  const parts = [
    ...noted.map((part) => ({ ...part, end: String(part.from).padStart(8, '0') })),
    ...(requestId === undefined
      ? digests.map(({ notification }) => ({ ...notification, notificationIds: [notification.id], end: 'alone' }))
      : []),
  ];
  const wanted = parts.filter((part) => requestId === undefined || part.requestId === requestId);
  return wanted
    .map((part) => ({
      ...part,
      place: `${part.requestId.slice(4)}#${part.end}`,
      ulids: newestFirst(part.notificationIds.map(ulidOf)),
    }))
    .sort((one, other) => (one.place < other.place ? 1 : -1));
}

function sliceOfParts(parts: readonly Part[], { before = '~', since, until, limit }: LogPage, only: OnlyParts): LogSlice {
  const end = parsePlace(before);
  const left = parts
    .filter(({ place }) => place < end.part || (place === end.part && end.ulid !== undefined))
    .filter(({ place }) => since === undefined || place >= timeInUlid(since))
    .filter(({ place }) => until === undefined || place < timeInUlid(until));
  const looked: LogEntry[] = [];
  for (const { place, ulids, ...part } of left.slice(0, limit)) {
    const those = isAbout(part, only)
      ? ulids.filter((ulid) => place !== end.part || end.ulid === undefined || ulid < end.ulid)
      : [];
    looked.push(...those.map((ulid) => ({ place: placeOf(place, ulid), notificationId: `ntf_${ulid}` })));
    if (looked.length > limit) return { entries: looked.slice(0, limit), next: looked[limit - 1]?.place ?? '' };
  }
  const last = left[limit - 1];
  return { entries: looked, ...(left.length > limit && last !== undefined && { next: placeBehind(last.place, last, only) }) };
}

function sliceOfIds(ids: readonly string[], { before = '~', since, limit }: LogPage): LogSlice {
  const from = since === undefined ? '' : timeInUlid(since);
  const left = newestFirst(ids.map(ulidOf)).filter((ulid) => ulid < before && ulid >= from);
  const entries = left.slice(0, limit).map((ulid) => ({ place: ulid, notificationId: `ntf_${ulid}` }));
  const last = entries.at(-1)?.place;
  return { entries, ...(left.length > limit && last !== undefined && { next: last }) };
}

function ulidOf(notificationId: string): string {
  return notificationId.slice('ntf_'.length);
}

function newestFirst(ulids: readonly string[]): string[] {
  return ulids.toSorted().reverse();
}

function inOrder(messages: StoredNotification['messages']) {
  return Channel.options.flatMap((channel) => messages.find(({ record }) => record.channel === channel)?.record ?? []);
}
