import { countCap } from '../../../../contract/channels/inbox/count-cap.ts';
import type { Feed, FeedSlice, FeedState, InboxItem } from '../../../../core/channels/inbox/ports/feed.ts';
import { formatPosition, parsePosition } from '../../../records/feed-position.ts';
import {
  cameAt,
  listedAt,
  nextReturn,
  placeAfter,
  placeBack,
  snoozedAt,
  snoozeEnd,
  standing,
} from '../../../records/inbox-position.ts';
import { feedStateOf, type MemoryStore, type StoredItem } from '../../store.ts';

/** Keeps inboxes in memory. */
export function memoryFeed(store: MemoryStore): Feed {
  const itemsOf = (userId: string) =>
    [...(store.inboxes.get(userId)?.values() ?? [])].filter(({ expiresAt }) => expiresAt > store.now());
  const itemsIn = (userId: string, { version }: FeedState) => itemsOf(userId).filter(({ place }) => cameAt(place) <= version);

  return {
    async state(userId) {
      return feedStateOf(store, userId);
    },

    async page(slice) {
      const before = slice.after === undefined ? Number.POSITIVE_INFINITY : parsePosition(slice.after);
      const versionOf = ({ place }: StoredItem) =>
        place.snoozedUntil ? snoozedAt(place.snoozedUntil, place) : listedAt(slice.status, place);
      const matching = itemsIn(slice.userId, slice.state)
        .filter((stored) => versionOf(stored) < before && isIn(slice, stored))
        .sort((one, other) => versionOf(other) - versionOf(one));
      const shown = matching.slice(0, slice.limit);
      const items = shown.map((stored) => toInboxItem(stored, slice));
      const last = shown.at(-1);
      return last && matching.length > shown.length ? { items, next: formatPosition(versionOf(last)) } : { items };
    },

    async counts(userId, state, { category } = {}) {
      const wanted = itemsIn(userId, state).filter(({ item }) => category === undefined || item.category === category);
      const stands = wanted.map(({ place }) => standing(place, state));
      const unread = stands.filter(({ read }) => !read).length;
      const unseen = stands.filter(({ seen }) => !seen).length;
      return {
        unread: Math.min(countCap, unread),
        unseen: Math.min(countCap, unseen),
        ...(unread > countCap && { more: true as const }),
      };
    },

    async countsByCategory(userId, state) {
      const unread = itemsIn(userId, state).filter(({ place }) => !standing(place, state).read);
      const categories = [...new Set(unread.map(({ item }) => item.category))];
      const counted = categories.map(async (category) => [category, await this.counts(userId, state, { category })] as const);
      return { total: await this.counts(userId, state), categories: Object.fromEntries(await Promise.all(counted)) };
    },

    async read(userId, notificationIds) {
      const [asked, state] = [new Set(notificationIds), feedStateOf(store, userId)];
      const read = itemsOf(userId).filter(({ item, place }) => asked.has(item.notificationId) && standing(place, state).read);
      return new Set(read.map(({ item }) => item.notificationId));
    },

    async marks(userId, notificationId) {
      const stored = itemsOf(userId).find(({ item }) => item.notificationId === notificationId);
      if (stored === undefined) return {};
      const { seenThrough, readThrough } = feedStateOf(store, userId);
      const { seen, read } = store.allMarkedAt.get(userId) ?? {};
      return {
        ...stored.marks,
        ...(seen && stored.place.arrived <= seenThrough && { seenWithAllAt: seen }),
        ...(read && stored.place.arrived <= readThrough && { readWithAllAt: read }),
      };
    },

    async mark(userId, notificationId, mark) {
      const stored = itemsOf(userId).find(({ item }) => item.notificationId === notificationId);
      if (stored === undefined || store.erased.has(userId)) return undefined;

      const state = feedStateOf(store, userId);
      const meant = typeof mark === 'object' ? { until: snoozeEnd(mark, stored.expiresAt) } : mark;
      const place = placeAfter(meant, stored.place, state);
      if (place === undefined) return state;

      stored.place = place;
      if (mark === 'seen') stored.marks = { seenAt: store.now(), ...stored.marks };
      if (mark === 'read' || mark === 'archived') stored.marks = { readAt: store.now(), ...stored.marks };
      const returning = place.snoozedUntil && { returnsAt: nextReturn(state, place.snoozedUntil) };
      const after = { ...state, ...returning, version: state.version + 1 };
      store.feedStates.set(userId, after);
      return after;
    },

    async bringBack(userId) {
      const { returnsAt, ...state } = feedStateOf(store, userId);
      const now = store.now();
      if (returnsAt === undefined || returnsAt > now) return feedStateOf(store, userId);
      const snoozed = itemsOf(userId)
        .flatMap((stored) => (stored.place.snoozedUntil ? [{ stored, until: stored.place.snoozedUntil }] : []))
        .sort((one, other) => one.until.getTime() - other.until.getTime());
      const due = snoozed.filter(({ until }) => until <= now);
      for (const [place, { stored }] of due.entries()) stored.place = placeBack(stored.place, state.version + 1 + place);
      const next = snoozed[due.length]?.until;
      const after = { ...state, version: state.version + Math.max(1, due.length), ...(next && { returnsAt: next }) };
      store.feedStates.set(userId, after);
      return after;
    },

    async markThrough(userId, mark, version) {
      const state = feedStateOf(store, userId);
      const watermark = mark === 'read' ? 'readThrough' : 'seenThrough';
      const through = Math.min(version, state.version);
      if (through <= state[watermark] || store.erased.has(userId)) return state;

      const after = { ...state, version: state.version + 1, [watermark]: through };
      store.feedStates.set(userId, after);
      store.allMarkedAt.set(userId, { ...store.allMarkedAt.get(userId), [mark]: store.now() });
      return after;
    },
  };
}

function isIn(slice: FeedSlice, { item, place }: StoredItem): boolean {
  const { archived, category, since } = slice;
  if (
    place.archived !== archived ||
    (place.snoozedUntil !== undefined) !== (slice.snoozed ?? false) ||
    (category !== undefined && item.category !== category)
  )
    return false;
  if (since && ('version' in since ? cameAt(place) <= since.version : item.createdAt < since.instant)) return false;

  const { read, seen } = standing(place, slice.state);
  switch (slice.status) {
    case 'all':
      return true;
    case 'read':
      return read;
    case 'unread':
      return !read;
    case 'unseen':
      return !seen;
    default:
      return slice.status satisfies never;
  }
}

/** Reads a stored item as its reader is shown it. */
export function toInboxItem({ item, place }: StoredItem, slice: Pick<FeedSlice, 'state'>): InboxItem {
  return { ...item, ...standing(place, slice.state) };
}
