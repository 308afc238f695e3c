// routes → the headers that their answers have
import type { Route } from '../../contract/http/route.ts';

/** Describes a header. */
export const headerOf = (description: string, type: 'integer' | 'string' = 'string') => ({ description, schema: { type } });

/** How much an API key may still call: draft-ietf-httpapi-ratelimit-headers. */
export const rateHeaders = {
  RateLimit: headerOf('What is left of the minute: `"key";r=599;t=42`'),
  'RateLimit-Policy': headerOf('What a minute allows: `"key";q=600;w=60`'),
};

/** When to ask again. */
export const retryHeader = { 'Retry-After': headerOf('Seconds until the next call may be made', 'integer') };

/** What goes with a 405. */
export const allowHeader = { Allow: headerOf('The methods that the path has, joined by commas') };

/** What a browser is told that polls: `lambdas/shell/http-caching.ts`. */
const pollHeaders = {
  'X-Poll-Interval': headerOf('How many seconds to wait before it is asked again', 'integer'),
  'X-Feed-Url': headerOf('Where to ask from now on in place of the API, by the same paths; with the setting `feedUrl` alone'),
  'X-Live-Url': headerOf('The WebSocket to connect to, to be told of changes; with the setting `live` alone'),
};
const linkHeader = { Link: headerOf('Where the next page is, as rel="next"; absent on the last (RFC 8288)') };
const etagHeader = { ETag: headerOf('What to send as If-None-Match, or as If-Match with a PATCH') };

/** Names the headers of an answer that is no problem. */
export function headersOf(name: string, { caller, path, answers }: Route) {
  const isPolled = path.startsWith('/v1/me/notifications') && 304 in answers;
  return {
    ...(caller === 'server' && rateHeaders),
    ...((caller === 'user' || path.endsWith('/preferences')) && etagHeader),
    ...(isPolled && pollHeaders),
    ...(name === 'readFeed' && linkHeader),
    ...(name === 'publish' && { Location: headerOf('Where to ask what became of it: the same as `status_url`') }),
  };
}
