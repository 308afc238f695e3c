import type { FeedItem } from '../../contract/channels/inbox/feed.ts';

/**
 * What is known once the first page was read again: that page, and what lies further back than its last item and was read before. So a
 * list that was scrolled far back stays as long. Where that item was not known, there may be others between, and the page is all.
 */
export function joinPage(
  before: readonly FeedItem[],
  page: readonly FeedItem[],
): { items: readonly FeedItem[]; isLonger: boolean } {
  const last = before.findIndex(({ id }) => id === page.at(-1)?.id);
  const ids = new Set(page.map(({ id }) => id));
  const further = last < 0 ? [] : before.slice(last + 1).filter(({ id }) => !ids.has(id));
  return { items: [...page, ...further], isLonger: further.length > 0 };
}
