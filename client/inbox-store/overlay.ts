import type { FeedCounts, FeedItem } from '../../contract/channels/inbox/feed.ts';

/** Counts stop here: 100 means 99 or more. */
export const countCap = 100;

/** What a user does to their inbox. */
export type Change = ItemChange | { to: 'allRead' | 'allSeen'; through: string };

/** What a user does to one item; the others go up to what the page with the watermark `through` showed. */
export type ItemChange =
  | { to: 'read' | 'unread' | 'archived' | 'unarchived' | 'unsnoozed'; id: string }
  | { to: 'snoozed'; id: string; until: string };

/** How many are unread of each category that has some. */
export type CategoryCounts = Readonly<Record<string, FeedCounts>>;

/** What is known of an inbox: some of its items, and how many there are of which. */
export type Known = { items: readonly FeedItem[]; counts: FeedCounts; categories?: CategoryCounts | undefined };

/** What is known once a change is made, as far as one can tell without the server: what it answers counts. */
export function applyChange(known: Known, change: Change): Known {
  if ('id' in change) return applyToOne(known, change);
  const { items, counts, categories } = known;
  return change.to === 'allRead'
    ? {
        items: items.map((item) => ({ ...item, read: true, seen: true })),
        counts: { unread: 0, unseen: 0 },
        categories: categories && {},
      }
    : { items: items.map((item) => ({ ...item, seen: true })), counts: { ...counts, unseen: 0 }, categories };
}

function applyToOne(known: Known, change: ItemChange): Known {
  const { items, counts, categories } = known;
  const before = items.find(({ id }) => id === change.id);
  if (before === undefined) return { items, counts, categories };

  const after = changed(before, change);
  const counted = ({ unread, unseen }: FeedCounts): FeedCounts => ({
    unread: recount(unread, Number(isUnread(after)) - Number(isUnread(before))),
    unseen: recount(unseen, Number(isUnseen(after)) - Number(isUnseen(before))),
  });
  const { category } = before;
  return {
    items: items.map((item) => (item === before ? after : item)),
    counts: counted(counts),
    categories: categories && { ...categories, [category]: counted(categories[category] ?? { unread: 0, unseen: 0 }) },
  };
}

function changed({ snoozed_until, ...item }: FeedItem, change: ItemChange): FeedItem {
  const snooze = snoozed_until !== undefined && { snoozed_until };
  switch (change.to) {
    case 'read':
      return { ...item, ...snooze, read: true, seen: true };
    case 'unread':
      return { ...item, ...snooze, read: item.archived || !!snooze };
    case 'archived':
      return { ...item, archived: true, read: true, seen: true }; // and read it stays when it comes back
    case 'unarchived':
      return { ...item, ...snooze, archived: false };
    case 'snoozed':
      return { ...item, archived: false, read: true, seen: true, snoozed_until: change.until };
    case 'unsnoozed':
      return snooze ? { ...item, read: false, seen: true } : item;
    default:
      return change satisfies never;
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
