import type { FeedQuery } from '../../../../contract/channels/inbox/feed.ts';
import { fingerprint } from '../../../publishing/rules/fingerprint.ts';

type Filters = Pick<FeedQuery, 'status' | 'category' | 'archived' | 'since'>;

/** Makes a cursor that is good for this user and these filters only. */
export function formatCursor(position: string, userId: string, filters: Filters): string {
  const body = Buffer.from(position).toString('base64url');
  return `${body}.${seal(body, userId, filters)}`;
}

/** The position in a cursor, or nothing when it was not made for this user and these filters. */
export function parseCursor(cursor: string, userId: string, filters: Filters): string | undefined {
  const [body = '', mark] = cursor.split('.');
  return mark === seal(body, userId, filters) ? Buffer.from(body, 'base64url').toString() : undefined;
}

/**
 * Tells damage and mix-ups, not forgery: a forged cursor could only reach another place in its maker's own inbox, as the
 * user always comes from the token.
 */
function seal(body: string, userId: string, { status, category, archived, since }: Filters): string {
  return fingerprint(JSON.stringify([body, userId, status, category ?? '', archived, since ?? ''])).slice(0, 16);
}
