import type { FeedQuery } from '../../../../contract/channels/inbox/feed.ts';
import { decodeCursor, encodeCursor } from '../../../http/rules/cursor.ts';

type Filters = Pick<FeedQuery, 'status' | 'category' | 'archived' | 'since'> & { snoozed?: boolean };

/** Positions are the store's own: see `FeedSlice`. */
const form = { places: /^/ };

/** Makes a cursor that is good for this user and these filters only. */
export function formatCursor(position: string, userId: string, filters: Filters): string {
  return encodeCursor(form, position, toQuery(userId, filters));
}

/** The position in a cursor, or nothing when it was not made for this user and these filters. */
export function parseCursor(cursor: string, userId: string, filters: Filters): string | undefined {
  return decodeCursor(form, cursor, toQuery(userId, filters));
}

function toQuery(userId: string, { status, category = '', archived, snoozed = false, since = '' }: Filters) {
  return [userId, status, category, archived, since, ...(snoozed ? [snoozed] : [])]; // as cursors that are out there have it
}
