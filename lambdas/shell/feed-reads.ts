import { countUnread, type ReadFeedDeps, readFeed } from '../../core/channels/inbox/read-feed.ts';
import { linkToNext, type polled } from './http-caching.ts';
import type { Call } from './on-http.ts';

/** What browsers poll, by whichever address. */
export function feedReads(deps: ReadFeedDeps, held: ReturnType<typeof polled>) {
  return {
    readFeed: async ({ from: { userId }, query, header }: Call<'readFeed'>) => {
      const page = await readFeed({ userId, query, ifNoneMatch: header('If-None-Match') }, deps);
      return held(page, linkToNext(page.body?.next_cursor, query));
    },
    countUnread: async ({ from: { userId }, query, header }: Call<'countUnread'>) =>
      held(await countUnread({ userId, query, ifNoneMatch: header('If-None-Match') }, deps)),
  };
}
