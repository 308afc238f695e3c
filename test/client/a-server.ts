import { createClient } from '../../client/client.ts';
import { FeedQuery } from '../../contract/channels/inbox/feed.ts';
import { markItem, markThrough } from '../../core/channels/inbox/mark-feed.ts';
import type { Mark } from '../../core/channels/inbox/ports/feed.ts';
import { readFeed } from '../../core/channels/inbox/read-feed.ts';
import { aNotification, anInboxItem, notificationId, type World, world } from '../world.ts';

const marks: Record<string, Mark> = {
  'PUT read': 'read',
  'DELETE read': 'unread',
  'PUT archived': 'archived',
  'DELETE archived': 'unarchived',
  'DELETE snooze': 'unsnoozed',
};

/** What becomes of a call on its way: it is answered, fails before or after it was done, or waits for `letGo`. */
export type Fate = 'answered' | 'fails' | 'answer-lost' | 'waits' | 'answer-waits';

/** Ada's inbox behind the real flows, and a client whose calls meet the fates that a test has chosen. */
export type Server = ReturnType<typeof aServer>;

/** Makes it. Every call is written down as `GET list`, `PUT read n1`, …, with its status. */
export function aServer(here: World = world()) {
  const calls: string[] = [];
  const waiting: (() => void)[] = [];
  let fates: Fate[] = [];
  let refusal: (() => Response) | undefined;
  const deps = { feed: here.feed, now: here.now };

  async function answer(method: string, url: URL, init: RequestInit | undefined): Promise<Response> {
    const headers = new Headers(init?.headers);
    const [, , , , id, mark = id] = url.pathname.split('/');
    if (refusal !== undefined) return refusal();
    if (method === 'GET') {
      const query = FeedQuery.parse(Object.fromEntries(url.searchParams));
      const page = await readFeed({ userId: 'ada', query, ifNoneMatch: headers.get('If-None-Match') ?? undefined }, deps);
      const held = { ETag: page.etag, 'X-Poll-Interval': '30' };
      return page.body === undefined
        ? new Response(null, { status: 304, headers: held })
        : Response.json(page.body, { headers: held });
    }
    if (mark === 'read' || mark === 'seen') {
      const { through } = JSON.parse(String(init?.body ?? '{}'));
      if (through !== undefined) return Response.json((await markThrough({ userId: 'ada', through, mark }, deps)).body);
    }
    const { until } = JSON.parse(String(init?.body ?? '{}'));
    const known = until ? { until: new Date(until) } : marks[`${method} ${mark}`];
    if (known === undefined) throw new Error(`the test's server knows no ${method} ${url.pathname}`);
    return Response.json((await markItem({ userId: 'ada', notificationId: id ?? '', mark: known }, deps)).body);
  }

  async function fetchLike(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const url = new URL(String(input));
    const method = init?.method ?? 'GET';
    const said = `${method} ${url.pathname.slice('/v1/me/'.length)}`;
    const fate = fates.shift() ?? 'answered';
    if (fate === 'fails') {
      calls.push(`${said} lost`);
      throw new TypeError('fetch failed');
    }
    if (fate === 'waits') await new Promise<void>((done) => waiting.push(done));
    init?.signal?.throwIfAborted();
    const response = await answer(method, url, init);
    calls.push(`${said} ${response.status}`);
    if (fate === 'answer-waits') await new Promise<void>((done) => waiting.push(done));
    if (fate === 'answer-lost') throw new TypeError('fetch failed');
    return response;
  }

  let arrivals = 0;
  return {
    here,
    calls,
    client: () => createClient({ baseUrl: 'https://api.example.com', getToken: () => tokenOf('ada'), fetch: fetchLike }),

    /** Ada gets a notification; answers its id. */
    async arrives(): Promise<string> {
      arrivals += 1;
      const name = `n${arrivals}`;
      const id = notificationId(name);
      here.pass(1);
      await here.ledger.enter({
        notification: aNotification({ id, createdAt: here.now() }),
        messages: [],
        inboxItem: anInboxItem({
          notificationId: id,
          title: name,
          category: arrivals % 2 ? 'general' : 'repairs',
          createdAt: here.now(),
        }),
        expiresAt: new Date('2099-01-01T00:00:00Z'),
      });
      return id;
    },

    /** What the next calls meet, in turn. */
    next(...chosen: Fate[]): void {
      fates = chosen;
    },
    /** Lets the call go on that has waited longest. */
    letGo: () => waiting.shift()?.(),
    held: () => waiting.length,
    /** Answers every call like this, until told otherwise. */
    refuse(made: (() => Response) | undefined): void {
      refusal = made;
    },
    /** What is really there. */
    async truth() {
      const { body } = await readFeed(
        { userId: 'ada', query: FeedQuery.parse({ limit: '100', count_categories: 'true' }), ifNoneMatch: undefined },
        deps,
      );
      return JSON.parse(JSON.stringify(body)) as typeof body; // as it goes over the wire
    },
  };
}

/** A token that says whose it is; nobody here checks who signed it. */
export function tokenOf(user: string): string {
  return `e30.${Buffer.from(JSON.stringify({ sub: user })).toString('base64url')}.x`;
}
