import type { FeedSlice, FeedState, Mark } from '../../core/channels/inbox/ports/feed.ts';

/**
 * Where an item stands in an inbox; `unread` is the version at which it became unread, absent when it was marked as read. `wasRead`: it was
 * read or archived by itself before a mark of everything covered it, which makes no difference here: statistics go by it.
 */
export type InboxPosition = { arrived: number; unread?: number; seen: boolean; archived: boolean; wasRead?: true };

/** The version by which a list is in order: what is unread by when it became so, everything else by when it arrived. */
export function listedAt(status: FeedSlice['status'], { arrived, unread }: InboxPosition): number {
  return listsUnread(status) ? (unread ?? arrived) : arrived;
}

/** Whether a list holds unread items only, and so can be read from the index that has nothing else. */
export function listsUnread(status: FeedSlice['status']): boolean {
  return status === 'unread' || status === 'unseen';
}

/** What a reader is told of an item: it is unread above the read watermark, and unseen while it is unread and nobody saw it. */
export function standing(place: InboxPosition, state: FeedState): { read: boolean; seen: boolean; archived: boolean } {
  const read = place.unread === undefined || place.unread <= state.readThrough;
  const seen = read || place.seen || (place.unread ?? 0) <= state.seenThrough;
  return { read, seen, archived: place.archived };
}

/** The position after a mark, made in the version after `state`; nothing when the mark changes nothing. */
export function placeAfter(mark: Mark, place: InboxPosition, state: FeedState): InboxPosition | undefined {
  const { read, seen, archived } = standing(place, state);
  const { unread, ...withoutUnread } = place.arrived > state.readThrough ? { ...place, wasRead: true as const } : place;
  const next = state.version + 1;
  switch (mark) {
    case 'read':
      return read ? undefined : withoutUnread;
    case 'unread': // whoever marks it has seen it; and what is archived counts as read until it is brought back
      return read && !archived ? { ...place, unread: next, seen: true } : undefined;
    case 'seen':
      return seen ? undefined : { ...place, seen: true };
    case 'unseen': // a new version lifts it above the seen watermark; what was read cannot be unseen
      return seen && !read ? { ...place, unread: next, seen: false } : undefined;
    case 'archived':
      return archived ? undefined : { ...withoutUnread, archived: true };
    case 'unarchived':
      return archived ? { ...place, archived: false } : undefined;
    default:
      return mark satisfies never;
  }
}
