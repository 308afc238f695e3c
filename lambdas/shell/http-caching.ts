import type { FeedQuery } from '../../contract/channels/inbox/feed.ts';
import { feedRoutes } from '../../contract/channels/inbox/routes.ts';
import type { Conditional } from '../../core/channels/inbox/read-feed.ts';

/** An answer with its ETag, that the caller keeps and asks about again; no body becomes 304. */
export function tagged<Body>({ etag, body }: Conditional<Body>, more: Readonly<Record<string, string>> = {}) {
  return { body, headers: { ETag: etag, 'Cache-Control': 'private, no-cache', ...more } };
}

/** The same of what a browser polls, with how often it should, and where it can connect to be told instead. */
export function polled(everySeconds: number, liveUrl?: string) {
  return <Body>(answer: Conditional<Body>, more: Readonly<Record<string, string>> = {}) =>
    tagged(answer, { 'X-Poll-Interval': String(everySeconds), ...(liveUrl && { 'X-Live-Url': liveUrl }), ...more });
}

/** Where the next page is (RFC 8288), for clients that follow links; none on the last page. */
export function linkToNext(cursor: string | undefined, query: FeedQuery): Record<string, string> {
  if (cursor === undefined) return {};
  const asked = Object.entries({ ...query, cursor }).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  return { Link: `<${feedRoutes.readFeed.path}?${search}>; rel="next"` };
}
