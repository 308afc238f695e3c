import { Refused } from '../errors.ts';
import { fingerprint } from '../publishing/rules/fingerprint.ts';
import type { Now } from '../time/ports/clock.ts';
import type { ApiKey, ApiKeys, RateCounter } from './ports/access.ts';

/** The rate window of an API key. */
const windowSeconds = 60;

/**
 * The API key behind an `Authorization: Bearer bh_…` header.
 * @throws Refused `unauthorized`, with the same words whatever is wrong.
 */
export async function identifyServer(authorization: string | undefined, { apiKeys }: { apiKeys: ApiKeys }): Promise<ApiKey> {
  const secret = /^Bearer (bh_(?:live|test)_[A-Za-z0-9_-]{5,128})$/i.exec(authorization ?? '')?.[1];
  const key = secret === undefined ? undefined : await apiKeys.find(fingerprint(secret));
  if (key !== undefined && key.revokedAt === undefined) return key;

  throw new Refused('unauthorized', 'send a valid API key: "Authorization: Bearer bh_live_…"', {
    headers: { 'WWW-Authenticate': 'Bearer realm="bellhop"' },
  });
}

/**
 * Counts a call against its key's limit, and answers the headers that tell the caller how much is left.
 * Headers: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 * @throws Refused `rate_limited` with `Retry-After`, when there were more calls in this minute than allowed.
 */
export async function countCall(
  keyId: string,
  { rates, callsPerMinute, now }: { rates: RateCounter; callsPerMinute: number; now: Now },
): Promise<Record<string, string>> {
  const at = now().getTime();
  const windowStart = new Date(at - (at % (windowSeconds * 1000)));
  const calls = await rates.count({ name: keyId, windowStart, windowSeconds });

  const secondsLeft = windowSeconds - Math.floor((at - windowStart.getTime()) / 1000);
  const headers = {
    'RateLimit-Policy': `"key";q=${callsPerMinute};w=${windowSeconds}`,
    RateLimit: `"key";r=${Math.max(0, callsPerMinute - calls)};t=${secondsLeft}`,
  };
  if (calls <= callsPerMinute) return headers;
  throw new Refused('rate_limited', `this key may make ${callsPerMinute} calls a minute; try again in ${secondsLeft} s`, {
    headers: { ...headers, 'Retry-After': String(secondsLeft) },
  });
}
