import type { FeedCounts, FeedItem, FeedPage } from '../../contract/channels/inbox/feed.ts';
import { emptyInbox, type InboxFilter, type InboxState } from '../inbox-state.ts';
import { joinPage } from './join-page.ts';
import type { SavedPage } from './offline.ts';
import { applyChange, type Change, type Known } from './overlay.ts';

/** What an inbox knows, and what it shows of it. */
export type Memory = ReturnType<typeof createMemory>;

/** How a list stands, beside what is in it. */
type Standing = Partial<Pick<InboxState, 'status' | 'isLoadingMore' | 'error' | 'refused'>>;

/** Makes the memory of an inbox of which nothing is known yet. Whoever changes a field calls `show`. */
export function createMemory(filter: InboxFilter) {
  const listeners = new Set<() => void>();
  let state: InboxState = { ...emptyInbox, filter };
  const memory = {
    filter,
    /** What the server has said. */
    known: { items: [], counts: state.counts } as SavedPage,
    /** What has been done since and not been answered. */
    pending: [] as readonly Change[],
    /** Rises with every change and filter: an answer to an earlier one is old. */
    edition: 0,
    getState: () => state,
    /** Calls back after every new state; answers how to end that. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show,
    learn,
    complete,
    reset,
  };

  function show(standing: Standing = {}, arrived: readonly FeedItem[] = []): void {
    const { known, pending } = memory;
    const { items, counts, categories: categoryCounts } = pending.reduce<Known>(applyChange, known);
    const hasMore = known.next !== undefined;
    const shown = items.filter((item) => isShown(item, memory.filter));
    state = { ...state, ...standing, filter: memory.filter, items: shown, counts, categoryCounts, hasMore, arrived };
    for (const listener of listeners) listener();
  }

  /** Takes in what the server answers: the first page, and with it that it answers again. */
  function learn(
    { data, counts: ofFilter, total_counts: counts = ofFilter, category_counts: categories, ...page }: FeedPage,
    etag: string | undefined,
  ): void {
    const { known } = memory;
    const before = new Set(known.items.map(({ id }) => id));
    const newest = known.items[0]?.created_at ?? '';
    const wasKnown = known.watermark !== undefined && state.status !== 'loading';
    const { items, isLonger } = joinPage(known.items, page.next_cursor === undefined ? [] : data);
    memory.known = {
      items: isLonger ? items : data,
      counts,
      categories,
      etag,
      next: isLonger ? known.next : page.next_cursor,
      watermark: page.watermark,
      returnsAt: page.returns_at,
    };
    const isNew = ({ id, seen, created_at }: FeedItem) => !before.has(id) && !seen && created_at >= newest;
    show({ status: 'ready', error: undefined }, wasKnown ? data.filter(isNew) : []);
  }

  /** Knows that a change is made, and how it counts; no ETag, as that was another inbox's. */
  function complete(change: Change, counts: FeedCounts): void {
    const { watermark, next, returnsAt } = memory.known;
    memory.known = { ...applyChange(memory.known, change), counts, watermark, next, returnsAt };
    memory.edition += 1;
  }

  /** Knows nothing of the list any more. */
  function reset(counts = emptyInbox.counts, categories?: SavedPage['categories']): void {
    memory.edition += 1;
    memory.known = { items: [], counts, categories };
    show({ status: 'loading', isLoadingMore: false, error: undefined, refused: undefined });
  }

  return memory;
}

/**
 * Whether the list shows an item. One that has been read stays until the list is read again, so that nothing moves while
 * somebody reads.
 */
function isShown({ archived, snoozed_until }: FeedItem, filter: InboxFilter): boolean {
  return archived === filter.archived && (snoozed_until !== undefined) === (filter.snoozed ?? false);
}
