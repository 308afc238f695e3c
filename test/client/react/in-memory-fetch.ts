import type { FeedItem } from '../../../contract/channels/inbox/feed.ts';

const items: FeedItem[] = ['second', 'first'].map((title, place) => ({
  id: `ntf_0000000000000000000000000${place}`,
  workflow: 'repair-approved',
  category: 'repairs',
  priority: 'normal',
  title,
  body: 'The work can begin.',
  action_url: 'https://app.example.com/repairs',
  created_at: '2026-11-22T09:30:00.000Z',
  read: false,
  seen: true,
  archived: false,
}));

const calls: string[] = [];
Object.assign(globalThis, { calls }); // for the test to read

/** The API, as far as the page calls it. What contains "first" may not be marked. */
export async function inMemoryFetch(input: unknown, { method = 'GET' }: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(String(input));
  calls.push(`${method} ${pathname}`);
  if (pathname.endsWith('/preferences')) return Response.json({ timezone: 'Europe/London', categories: {} });
  if (method === 'GET') return Response.json({ data: items, counts: counts(), watermark: 'w2' });
  const place = items.findIndex(({ id }) => pathname.includes(id));
  const item = items[place];
  if (item?.title !== 'second') return Response.json({ code: 'unavailable', title: 'not now' }, { status: 503 });
  items[place] = { ...item, read: true };
  return Response.json({ counts: counts(), watermark: 'w3' });
}

function counts() {
  return { unread: items.filter(({ read }) => !read).length, unseen: 0 };
}
