import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The header in which a page says that it was opened by the address that the command has printed. */
export const tokenHeader = 'x-bellhop-console';

/** Makes the secret of one run of the console, 192 random bits. It is behind the `#` of its address, which no browser sends to a server. */
export function newPageToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Whether a request brings it. A page of another origin cannot: a browser asks before it sends such a header, and is refused. */
export function hasPageToken(headers: Readonly<Record<string, string | string[] | undefined>>, token: string): boolean {
  const given = headers[tokenHeader];
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
