import type { FeedCounts, FeedItem } from '../contract/channels/inbox/feed.ts';

/** Counts stop here: 100 means 99 or more. */
export const countCap = 100;

/** What a user does to their inbox. */
export type Change = ItemChange | { to: 'allRead' | 'allSeen'; through: string };

/** What a user does to one item; the others go up to what the page with the watermark `through` showed. */
export type ItemChange = { to: 'read' | 'unread' | 'archived' | 'unarchived'; id: string };

/** What is known of an inbox: some of its items, and how many there are of which. */
export type Known = { items: readonly FeedItem[]; counts: FeedCounts };

/** What is known once a change is made, as far as one can tell without the server: what it answers counts. */
export function applyChange(known: Known, change: Change): Known {
  if ('id' in change) return applyToOne(known, change);
  const { items, counts } = known;
  return change.to === 'allRead'
    ? { items: items.map((item) => ({ ...item, read: true, seen: true })), counts: { unread: 0, unseen: 0 } }
    : { items: items.map((item) => ({ ...item, seen: true })), counts: { ...counts, unseen: 0 } };
}

function applyToOne({ items, counts }: Known, change: ItemChange): Known {
  const before = items.find(({ id }) => id === change.id);
  if (before === undefined) return { items, counts };

  const after = changed(before, change.to);
  return {
    items: items.map((item) => (item === before ? after : item)),
    counts: {
      unread: recount(counts.unread, Number(isUnread(after)) - Number(isUnread(before))),
      unseen: recount(counts.unseen, Number(isUnseen(after)) - Number(isUnseen(before))),
    },
  };
}

function changed(item: FeedItem, to: ItemChange['to']): FeedItem {
  switch (to) {
    case 'read':
      return { ...item, read: true, seen: true };
    case 'unread':
      return item.archived ? item : { ...item, read: false };
    case 'archived':
      return { ...item, archived: true, read: true, seen: true }; // and read it stays when it comes back
    case 'unarchived':
      return { ...item, archived: false };
    default:
      return to satisfies never;
  }
}

function isUnread({ read, archived }: FeedItem): boolean {
  return !read && !archived;
}

function isUnseen({ seen, archived }: FeedItem): boolean {
  return !seen && !archived;
}

/** "99 or more" and one less may still be 99 or more. */
function recount(count: number, difference: number): number {
  return count >= countCap ? count : Math.min(countCap, Math.max(0, count + difference));
}
