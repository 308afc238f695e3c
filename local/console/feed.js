import { callAs } from './user-calls.js';

/** How many items one page brings. */
export const feedPageSize = 25;
const mostPages = 40; // a filtered page may hold few items or none; this many in a row end the search

const searches = { all: 'status=all', unread: 'status=unread', archived: 'archived=true' };

/**
 * Reads at least `wanted` items of an inbox, or answers only `pollMs` when nothing changed since `etag`.
 * Else `{ items, counts, watermark, hasMore, etag, pollMs }`.
 */
export async function readFeed({ user, filter, wanted, etag }) {
  const first = await readPage({ user, filter, etag });
  const pollMs = Number(first.headers.get('X-Poll-Interval')) * 1000 || undefined;
  if (first.status === 304) return { pollMs };

  const items = [...first.body.data];
  let cursor = first.body.next_cursor;
  for (let pages = 1; cursor !== undefined && items.length < wanted && pages < mostPages; pages += 1) {
    const { body } = await readPage({ user, filter, cursor });
    items.push(...body.data);
    cursor = body.next_cursor;
  }
  const { counts, watermark } = first.body;
  return { items, counts, watermark, hasMore: cursor !== undefined, etag: first.headers.get('ETag'), pollMs };
}

/** Marks one item: `read`, `unread`, `archived`, `unarchived`. */
export function markItem(user, id, mark) {
  const isUndone = mark.startsWith('un');
  const path = `/v1/me/notifications/${encodeURIComponent(id)}/${isUndone ? mark.slice(2) : mark}`;
  return callAs(user, isUndone ? 'DELETE' : 'PUT', path);
}

/** Marks everything up to a watermark as read; what arrived later stays unread. */
export function markAllRead(user, watermark) {
  return callAs(user, 'PUT', '/v1/me/notifications/read', { body: { through: watermark } });
}

function readPage({ user, filter, cursor, etag }) {
  const search = `${searches[filter]}&limit=${feedPageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
  return callAs(user, 'GET', `/v1/me/notifications?${search}`, { headers: etag ? { 'If-None-Match': etag } : {} });
}
