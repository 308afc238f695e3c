import type { FeedQuery } from '../../contract/channels/inbox/feed.ts';
import { feedRoutes } from '../../contract/channels/inbox/routes.ts';
import type { Conditional } from '../../core/channels/inbox/read-feed.ts';

/** An answer with its ETag, that the caller keeps and asks about again; no body becomes 304. */
export function tagged<Body>({ etag, body }: Conditional<Body>, more: Readonly<Record<string, string>> = {}) {
  return { body, headers: { ETag: etag, 'Cache-Control': 'private, no-cache', ...more } };
}

/** Where a browser may go in place of polling the API: to poll, or to be told. */
export type Elsewhere = { 'X-Feed-Url'?: string | undefined; 'X-Live-Url'?: string | undefined };

/** The same of what a browser polls, with how often it should, and where else. */
export function polled(everySeconds: number, elsewhere: Elsewhere = {}) {
  const given = Object.entries(elsewhere).filter(([, url]) => url !== undefined);
  const always = { 'X-Poll-Interval': String(everySeconds), ...Object.fromEntries(given) };
  return <Body>(answer: Conditional<Body>, more: Readonly<Record<string, string>> = {}) => tagged(answer, { ...always, ...more });
}

/** Where the next page is (RFC 8288), for clients that follow links; none on the last page. */
export function linkToNext(cursor: string | undefined, query: FeedQuery): Record<string, string> {
  if (cursor === undefined) return {};
  const asked = Object.entries({ ...query, cursor }).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  return { Link: `<${feedRoutes.readFeed.path}?${search}>; rel="next"` };
}
