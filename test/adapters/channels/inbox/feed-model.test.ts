import fc from 'fast-check';
import { type FeedItem, type FeedPage, FeedQuery } from '../../../../contract/channels/inbox/feed.ts';
import { markItem, markThrough } from '../../../../core/channels/inbox/mark-feed.ts';
import type { FeedSlice, Mark } from '../../../../core/channels/inbox/ports/feed.ts';
import { readFeed } from '../../../../core/channels/inbox/read-feed.ts';
import { runs } from '../../../runs.ts';
import { notificationId } from '../../../world.ts';
import { describeEachStore, type StoreWorld } from '../../each-store.ts';
import { enterItem } from './enter-item.ts';

const categories = ['repairs', 'billing'] as const;
const marks = ['read', 'unread', 'seen', 'unseen', 'archived', 'unarchived'] as const satisfies Mark[];

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('arrive' as const), category: fc.constantFrom(...categories) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('mark' as const), item: fc.nat(4), mark: fc.constantFrom(...marks) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('through' as const),
      mark: fc.constantFrom('read' as const, 'seen' as const),
      back: fc.nat(4),
    }),
  },
);
const statuses = ['all', 'unread', 'read', 'unseen'] as const;

type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;
type Query = Pick<FeedSlice, 'status' | 'archived' | 'category'>;

/** An inbox as one would explain it to somebody: a list, newest first, where each item is read, seen and archived or not. */
type Plain = { title: string; category: string; arrived: number; read: boolean; seen: boolean; archived: boolean };

describeEachStore('the feed', (open) => {
  test('is at every moment what a plain list would be', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 40, size: 'max' }),
        fc.option(fc.constantFrom(...categories), { nil: undefined }),
        fc.integer({ min: 1, max: 5 }),
        async (actions, category, limit) => {
          const store = await open();
          const list: Plain[] = [];
          let changes = 0;
          for (const next of actions) changes += (await act(store, list, next)) ? 1 : 0;

          const state = await store.feed.state('ada', { fresh: true });
          expect(state.version).toBe(changes);
          expect(await store.feed.counts('ada', state)).toEqual({
            unread: list.filter(({ read }) => !read).length,
            unseen: list.filter(({ seen }) => !seen).length,
          });
          for (const asked of statuses.flatMap((status) => [true, false].map((archived) => ({ status, archived, category })))) {
            expect(await readAll(store, { userId: 'ada', state, limit, ...asked })).toEqual(expected(list, asked));
          }
        },
      ),
      { numRuns: runs(60) },
    );
  }, 60_000);

  test('is whole whatever two devices do at once: each item on one shelf, and counts by category that are those of the list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(deed, deed), { maxLength: 15, size: 'max' }), async (rounds) => {
        const store = await open();
        const names = ['n0', 'n1', 'n2', 'n3'];
        for (const [at, name] of names.entries())
          await enterItem(store, name, { title: name, category: categories[at % 2] ?? '' });

        for (const round of rounds) await Promise.all(round.map((each) => useDevice(store, each)));

        const { total_counts, category_counts, returns_at, data } = await look(store);
        const [archived, snoozed] = [await look(store, { archived: 'true' }), await look(store, { snoozed: 'true' })];
        const shelves = [data, archived.data, snoozed.data].flat();
        expect(shelves.map(({ title }) => title).sort()).toEqual(names);
        expect(snoozed.data.filter(({ snoozed_until = '' }) => snoozed_until < (returns_at ?? '~'))).toEqual([]);
        expect(total_counts).toEqual(countPlainly(data));
        const unread = categories.map(
          (category) => [category, countPlainly(data.filter((item) => item.category === category))] as const,
        );
        expect(category_counts).toEqual(Object.fromEntries(unread.filter(([, counts]) => counts.unread > 0)));
      }),
      { numRuns: runs(40) },
    );
  }, 60_000);
});

/** What somebody does on one of their devices, to one of their items or to what it shows. */
const deed = fc.record({
  does: fc.constantFrom('snooze', 'unsnoozed', 'archived', 'unarchived', 'read', 'unread', 'allRead', 'look', 'wait' as const),
  item: fc.nat(3),
  seconds: fc.integer({ min: 1, max: 30 }),
});

async function useDevice(
  store: StoreWorld,
  { does, item, seconds }: typeof deed extends fc.Arbitrary<infer Value> ? Value : never,
) {
  const deps = { feed: store.feed, now: store.now };
  const marked = { userId: 'ada', notificationId: notificationId(`n${item}`) };
  switch (does) {
    case 'wait':
      return store.pass(seconds);
    case 'look':
      return look(store);
    case 'allRead': {
      const { watermark: through } = await look(store);
      return markThrough({ userId: 'ada', through, mark: 'read' }, deps);
    }
    case 'snooze':
      return markItem({ ...marked, mark: { until: new Date(store.now().getTime() + seconds * 1000) } }, deps);
    default:
      return markItem({ ...marked, mark: does as Mark }, deps);
  }
}

async function look({ feed, now }: StoreWorld, query: Record<string, string> = {}): Promise<FeedPage> {
  const asked = {
    userId: 'ada',
    query: FeedQuery.parse({ limit: '100', count_categories: 'true', ...query }),
    ifNoneMatch: undefined,
  };
  const { body } = await readFeed(asked, { feed, now });
  if (body === undefined) throw new Error('an inbox without an ETag is always answered');
  return body;
}

function countPlainly(items: readonly FeedItem[]) {
  return { unread: items.filter(({ read }) => !read).length, unseen: items.filter(({ seen }) => !seen).length };
}

/** Does the same to the store and to the list; answers whether the list changed. */
async function act(store: StoreWorld, list: Plain[], next: Action): Promise<boolean> {
  const before = JSON.stringify(list);
  switch (next.do) {
    case 'arrive': {
      const title = `n${list.length}`;
      const { version } = await store.feed.state('ada', { fresh: true });
      await enterItem(store, title, { title, category: next.category });
      list.unshift({ title, category: next.category, arrived: version + 1, read: false, seen: false, archived: false });
      break;
    }
    case 'mark': {
      const item = list[next.item];
      await store.feed.mark('ada', notificationId(item?.title ?? 'missing'), next.mark);
      if (item) markPlainly(item, next.mark);
      break;
    }
    case 'through': {
      const state = await store.feed.state('ada', { fresh: true });
      const version = Math.max(0, state.version - next.back);
      const after = await store.feed.markThrough('ada', next.mark, version);
      // what is marked as unread again is younger than a watermark from before, so the list has to be asked in versions too
      for (const item of list) if (becameUnread(item) <= version) markPlainly(item, next.mark);
      return after.version > state.version;
    }
  }
  const changed = JSON.stringify(list) !== before;
  const { version } = await store.feed.state('ada', { fresh: true });
  if (changed && next.do === 'mark') noteUnread(list[next.item], next.mark, version);
  return changed;
}

const unreadSince = new WeakMap<Plain, number>();

function becameUnread(item: Plain): number {
  return unreadSince.get(item) ?? item.arrived;
}

function noteUnread(item: Plain | undefined, mark: Mark, version: number): void {
  if (item && (mark === 'unread' || mark === 'unseen')) unreadSince.set(item, version);
}

function markPlainly(item: Plain, mark: Mark): void {
  switch (mark) {
    case 'read':
      item.read = true;
      item.seen = true;
      break;
    case 'unread':
      item.read = item.archived;
      break;
    case 'seen':
      item.seen = true;
      break;
    case 'unseen':
      item.seen = item.read;
      break;
    case 'archived':
      Object.assign(item, { read: true, seen: true, archived: true });
      break;
    case 'unarchived':
      item.archived = false;
      break;
  }
}

function expected(list: Plain[], { status, archived, category }: Query): string[] {
  const isIn = {
    all: () => true,
    unread: (item: Plain) => !item.read,
    read: (item: Plain) => item.read,
    unseen: (item: Plain) => !item.seen,
  };
  const isUnreadList = status === 'unread' || status === 'unseen'; // in order of when each became so
  return [...list]
    .sort((one, other) => (isUnreadList ? becameUnread(other) - becameUnread(one) : other.arrived - one.arrived))
    .filter((item) => item.archived === archived && (category === undefined || item.category === category))
    .filter(isIn[status])
    .map(({ title }) => title);
}

async function readAll({ feed }: StoreWorld, slice: FeedSlice): Promise<string[]> {
  const titles: string[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await feed.page({ ...slice, after });
    expect(items.length).toBeLessThanOrEqual(slice.limit);
    titles.push(...items.map(({ title }) => title));
    after = next;
  } while (after !== undefined);
  return titles;
}
