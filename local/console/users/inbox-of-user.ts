import { createClient } from '/client/index.js';
import { ask, watchedFetch } from '../api/call.ts';
import { element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';
import { linkToNotification } from '../route.ts';

const mostShown = 10;

/** The newest of a user's inbox as their app would read it. Nothing is marked as seen. */
export async function showInboxOf(user: string): Promise<HTMLElement[]> {
  const client = createClient({ baseUrl: location.origin, getToken: () => tokenOf(user), fetch: watchedFetch });
  const { body } = await client.list({ limit: mostShown });
  const items = body?.data ?? [];
  if (items.length === 0) return [element('li', { class: 'hint' }, 'It is empty.')];
  return items.map(({ id, title, body, read, created_at }) =>
    element(
      'li',
      { class: 'log-row' },
      element(
        'p',
        { class: 'log-what' },
        element('a', { href: linkToNotification(id) }, title),
        !read && element('span', { class: 'chip' }, 'unread'),
      ),
      timeAgo(created_at),
      body !== '' && element('p', { class: 'hint log-channels' }, body),
    ),
  );
}

async function tokenOf(user: string): Promise<string> {
  return (await ask('POST /local/token', { body: { user } })).token;
}
