/**
 * The ETag of everything that is read from an inbox: it changes with each change to the inbox, and once a day (UTC), since
 * items also leave by themselves when their time is up.
 */
export function feedETag(version: number, now: Date): string {
  return `"${version.toString(36)}-${now.toISOString().slice(0, 10)}"`;
}

/** Whether this ETag is named in an `If-None-Match` header. Comparison is weak: RFC 9110 section 13.1.2. */
export function matchesETag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((candidate) => candidate.trim().replace(/^W\//, ''))
    .some((candidate) => candidate === etag || candidate === '*');
}
