import { type FeedQuery, pollIntervalSeconds } from '../../contract/feed.ts';
import { routes } from '../../contract/routes.ts';
import type { Conditional } from '../../core/flows/read-feed.ts';

/** An answer that the browser keeps and asks about again; no body becomes 304. */
export function held<Body>({ etag, body }: Conditional<Body>, more: Readonly<Record<string, string>> = {}) {
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache', 'X-Poll-Interval': String(pollIntervalSeconds), ...more };
  return { body, headers };
}

/** Where the next page is (RFC 8288), for clients that follow links; none on the last page. */
export function linkToNext(cursor: string | undefined, query: FeedQuery): Record<string, string> {
  if (cursor === undefined) return {};
  const asked = Object.entries({ ...query, cursor }).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  return { Link: `<${routes.readFeed.path}?${search}>; rel="next"` };
}
