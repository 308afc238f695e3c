import type { FeedSlice, FeedState, Mark, Snooze } from '../../core/channels/inbox/ports/feed.ts';

/**
 * Where an item stands in an inbox; `unread` is the version at which it became unread, absent when it was marked as read. `wasRead`: it was
 * read or archived by itself before a mark of everything covered it, which makes no difference here: statistics go by it.
 */
export type InboxPosition = {
  arrived: number;
  /** The version at which it came back, when it was snoozed: its place in the list since. */
  returned?: number;
  unread?: number;
  seen: boolean;
  archived: boolean;
  snoozedUntil?: Date;
  wasRead?: true;
};

/** So long before an item is removed it comes back at the latest. */
const lastDayMs = 86_400_000;

/** The version by which a list is in order: what is unread by when it became so, everything else by when it arrived or came back. */
export function listedAt(status: FeedSlice['status'], place: InboxPosition): number {
  return listsUnread(status) ? (place.unread ?? cameAt(place)) : cameAt(place);
}

/** The version at which an item came, the last time that it did. */
export function cameAt({ arrived, returned = arrived }: InboxPosition): number {
  return returned;
}

const perSecond = 1_000_000;

/** The number by which what is snoozed is in order: when it comes back, and, of two in the same second, when they arrived. */
export function snoozedAt(until: Date, { arrived }: Pick<InboxPosition, 'arrived'>): number {
  return Math.ceil(until.getTime() / 1000) * perSecond + (arrived % perSecond);
}

/** Reads from that number when it comes back. */
export function returnOf(at: number): Date {
  return new Date(Math.floor(at / perSecond) * 1000);
}

/** Until when an item may be snoozed that somebody wants to snooze until then. */
export function snoozeEnd({ until }: Snooze, expiresAt: Date): Date {
  return new Date(Math.min(Math.ceil(until.getTime() / 1000) * 1000, expiresAt.getTime() - lastDayMs));
}

/** The earlier of when the next item comes back, as an inbox says, and of another. */
export function nextReturn({ returnsAt }: FeedState, until: Date): Date {
  return returnsAt !== undefined && returnsAt < until ? returnsAt : until;
}

/** Where an item stands that comes back by itself. It is unread, and what reading it counts was counted when it was snoozed. */
export function placeBack({ snoozedUntil: _, ...place }: InboxPosition, version: number): InboxPosition {
  return { ...place, returned: version, unread: version, seen: false, wasRead: true };
}

/** Whether a list holds unread items only, and so can be read from the index that has nothing else. */
export function listsUnread(status: FeedSlice['status']): boolean {
  return status === 'unread' || status === 'unseen';
}

type Standing = { read: boolean; seen: boolean; archived: boolean; snoozedUntil?: Date };

/** What a reader is told of an item: it is unread above the read watermark, and unseen while it is unread and nobody saw it. */
export function standing(place: InboxPosition, state: FeedState): Standing {
  const read = place.unread === undefined || place.unread <= state.readThrough;
  const seen = read || place.seen || (place.unread ?? 0) <= state.seenThrough;
  return { read, seen, archived: place.archived, ...(place.snoozedUntil && { snoozedUntil: place.snoozedUntil }) };
}

/** The position after a mark, made in the version after `state`; nothing when the mark changes nothing. */
export function placeAfter(mark: Mark, place: InboxPosition, state: FeedState): InboxPosition | undefined {
  const { read, seen, archived } = standing(place, state);
  const { snoozedUntil, ...shown } = place;
  const { unread, ...withoutUnread } = place.arrived > state.readThrough ? { ...shown, wasRead: true as const } : shown;
  const next = state.version + 1;
  if (typeof mark === 'object') {
    const isSame = snoozedUntil?.getTime() === mark.until.getTime();
    return isSame ? undefined : { ...withoutUnread, archived: false, snoozedUntil: mark.until };
  }
  switch (mark) {
    case 'read':
      return read ? undefined : withoutUnread;
    case 'unread': // whoever marks it has seen it; and what is archived or snoozed counts as read until it is brought back
      return read && !archived && snoozedUntil === undefined ? { ...place, unread: next, seen: true } : undefined;
    case 'seen':
      return seen ? undefined : { ...place, seen: true };
    case 'unseen': // a new version lifts it above the seen watermark; what was read cannot be unseen
      return seen && !read ? { ...place, unread: next, seen: false } : undefined;
    case 'archived':
      return archived ? undefined : { ...withoutUnread, archived: true };
    case 'unarchived':
      return archived ? { ...place, archived: false } : undefined;
    case 'unsnoozed':
      return snoozedUntil === undefined ? undefined : { ...shown, unread: next, seen: true };
    default:
      return mark satisfies never;
  }
}
