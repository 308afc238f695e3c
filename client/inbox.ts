import type { FeedCounts, FeedItem, FeedPage } from '../contract/channels/inbox/feed.ts';
import type { BellhopClient, ListQuery } from './client.ts';
import { browserEnvironment, type Environment, type TabChannel } from './environment.ts';
import { BellhopError } from './errors.ts';
import { emptyInbox, type InboxFilter, type InboxState } from './inbox-state.ts';
import { joinPage } from './join-page.ts';
import { keepingOf } from './keeping.ts';
import { loadLive } from './load-live.ts';
import type { SavedPage } from './offline.ts';
import { applyChange, type Change, type Known } from './overlay.ts';
import { type Asked, type Poller, startPoller } from './poller.ts';
import type { TabMessage } from './tab-message.ts';

export type InboxOptions = {
  filter?: Partial<InboxFilter>;
  pageSize?: number;
  /** Counts what is unread of each category. */
  countCategories?: boolean;
  /**
   * Keeps the first page in this browser, and what was changed without a network until there is one. The id of the user who is signed in;
   * `true` takes it from the token. See `eraseOffline`.
   */
  offline?: string | boolean;
  environment?: Environment;
};

/** An inbox that keeps itself up to date between `start` and `stop`. */
export type Inbox = ReturnType<typeof createInbox>;

const most = 100; // of items in one page

/**
 * Makes an inbox. What a user does shows at once, and is undone when the server refuses; the server's counts win; an answer that is
 * older than the last change is thrown away. Tabs of one browser tell each other what they learn, and one of them asks for all.
 */
export function createInbox(client: BellhopClient, options: InboxOptions = {}) {
  const { pageSize = 25, countCategories, offline = false, environment = browserEnvironment() } = options;
  /** What the page begins with, which alone is kept. */
  const firstFilter: InboxFilter = { ...emptyInbox.filter, ...options.filter };
  let filter = firstFilter;
  let state: InboxState = { ...emptyInbox, filter };
  const listeners = new Set<() => void>();

  /** What the server has said, and what has been done since and not been answered. */
  let known: SavedPage = {
    items: [],
    counts: emptyInbox.counts,
  };
  const pending: Change[] = [];
  let edition = 0; // rises with every change and filter: an answer to an earlier one is old
  let tail: Promise<unknown> = Promise.resolve();
  let parts: { status: InboxState['status']; isLoadingMore: boolean; error?: BellhopError; refused?: InboxState['refused'] } = {
    status: 'loading',
    isLoadingMore: false,
  };

  let running: AbortController | undefined;
  let poller: Poller | undefined;
  let line: TabChannel | undefined;
  const keeping = keepingOf(offline, client, environment);
  let wasHeld = false;

  function show(arrived: readonly FeedItem[] = []): void {
    const { items, counts, categories: categoryCounts } = pending.reduce<Known>(applyChange, known);
    const hasMore = known.next !== undefined;
    state = { ...parts, filter, items: items.filter(isShown), counts, categoryCounts, hasMore, arrived };
    for (const listener of listeners) listener();
  }

  /**
   * Whether the list shows an item. One that has been read stays until the list is read again, so that nothing moves while
   * somebody reads.
   */
  function isShown({ archived, snoozed_until }: FeedItem): boolean {
    return archived === filter.archived && (snoozed_until !== undefined) === (filter.snoozed ?? false);
  }

  /** How many items to ask for: as many as are shown, so that all of them stay up to date. */
  function limit(): number {
    return Math.min(most, Math.max(pageSize, known.items.length));
  }

  function query(items: number): ListQuery {
    return { ...filter, ...(countCategories && { count_categories: true }), limit: items };
  }

  function question(): string {
    return JSON.stringify(query(limit()));
  }

  async function ask(): Promise<Asked> {
    const before = { edition, question: question() };
    try {
      const { body, etag, ...asked } = await client.list(query(limit()), { unless: known.etag, signal: running?.signal });
      if (before.edition !== edition || pending.length > 0) {
        if (pending.length === 0) queueMicrotask(refresh); // whoever changes something meanwhile asks when it is done
        return asked;
      }
      if (body !== undefined) {
        learn(body, etag);
        line?.post({ kind: 'page', etag: etag ?? '', question: before.question, page: body } satisfies TabMessage);
      } else {
        line?.post({ kind: 'same' } satisfies TabMessage);
        if (parts.status !== 'ready') recover();
      }
      return { ...asked, returnsAt: known.returnsAt };
    } catch (error) {
      if (running?.signal.aborted || !(error instanceof BellhopError)) throw error;
      if (error.status === 401) keeping.forget();
      parts = { ...parts, status: 'failed', error };
      show();
      throw error;
    }
  }

  function learn(
    { data, counts: ofFilter, total_counts: counts = ofFilter, category_counts: categories, ...page }: FeedPage,
    etag: string | undefined,
  ): void {
    const before = new Set(known.items.map(({ id }) => id));
    const newest = known.items[0]?.created_at ?? '';
    const wasKnown = known.watermark !== undefined && parts.status !== 'loading';
    const { items, isLonger } = joinPage(known.items, page.next_cursor === undefined ? [] : data);
    const next = isLonger ? known.next : page.next_cursor;
    known = {
      items: isLonger ? items : data,
      counts,
      categories,
      etag,
      next,
      watermark: page.watermark,
      returnsAt: page.returns_at,
    };
    if (filter === firstFilter)
      keeping.savePage({ ...known, items: known.items.slice(0, most), etag: undefined, next: undefined });
    recover(wasKnown ? data.filter(({ id, seen, created_at }) => !before.has(id) && !seen && created_at >= newest) : []);
  }

  /** Knows nothing of the list any more. */
  function reset(counts = emptyInbox.counts, categories?: typeof known.categories): void {
    edition += 1;
    known = { items: [], counts, categories };
    parts = { status: 'loading', isLoadingMore: false };
    show();
  }

  /** Shows that the server answers again. */
  function recover(arrived: readonly FeedItem[] = []): void {
    parts = { ...parts, status: 'ready', error: undefined };
    show(arrived);
  }

  /** Leaves the asking to the tab that leads. A page that knows nothing yet asks by itself, as that tab may show something else. */
  function post(kind: 'touched' | 'soon'): void {
    if (kind === 'soon' && known.watermark === undefined) ask().catch(() => {});
    else line?.post({ kind } satisfies TabMessage);
  }

  /** Asks now, here or in the tab that leads. */
  function refresh(): void {
    if (running === undefined || poller?.soon()) return;
    line?.post({ kind: 'soon' } satisfies TabMessage);
    if (line === undefined) ask().catch(() => {}); // the state says what went wrong
  }

  function receive(message: TabMessage): void {
    switch (message.kind) {
      case 'same':
        poller?.wasAsked();
        if (parts.status !== 'ready') ask().catch(() => {}); // what is the same, we have not seen
        return;
      case 'soon':
        poller?.soon();
        return;
      case 'touched':
        poller?.touched();
        return;
      case 'changed':
        known = knownAfter(message.change, message.counts);
        edition += 1;
        show();
        return;
      case 'page':
        poller?.wasAsked();
        if (message.etag === known.etag || pending.length > 0) return;
        if (message.question === question()) learn(message.page, message.etag);
        else ask().catch(() => {}); // we show something else than it does
        return;
      default:
        message satisfies never;
    }
  }

  /** Known once a change is made and counted; the ETag is not, as it was another inbox's. */
  function knownAfter(change: Change, counts: FeedCounts): typeof known {
    const { watermark, next, returnsAt } = known;
    return { ...applyChange(known, change), counts, watermark, next, returnsAt };
  }

  /** Does it here at once, and on the server after what was done before. Answers whether the server took it. */
  function change(change: Change): Promise<boolean> {
    pending.push(change);
    keeping.saveChanges([...pending]);
    edition += 1;
    parts = { ...parts, refused: undefined };
    show();
    const done = tail.then(async () => {
      try {
        const { counts } = await keeping.send(change, () => {
          wasHeld = true;
        });
        known = knownAfter(change, counts);
        line?.post({ kind: 'changed', change, counts } satisfies TabMessage);
        return true;
      } catch (cause) {
        const error = cause instanceof BellhopError ? cause : new BellhopError('network', 'no answer came', { cause });
        parts = { ...parts, refused: { change, error } };
        return false;
      } finally {
        pending.splice(pending.indexOf(change), 1);
        edition += 1;
        keeping.saveChanges([...pending]);
        show();
        if (pending.length === 0 && (wasHeld || parts.refused || parts.status !== 'ready')) refresh(); // what is there after all
        wasHeld = false;
      }
    });
    tail = done;
    return done;
  }

  const one = (to: 'read' | 'unread' | 'archived' | 'unarchived' | 'unsnoozed') => (id: string) => change({ to, id });
  const all = (to: 'allRead' | 'allSeen') => async () => {
    const { watermark: through } = known;
    return through === undefined ? false : change({ to, through });
  };

  return {
    getState: (): InboxState => state,
    /** Calls back after every new state; answers how to end that. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Begins to ask; beginning twice is beginning once. */
    start(): void {
      if (running !== undefined) return;
      const ends = new AbortController();
      running = ends;
      keeping.open((page, changes) => {
        if (page && known.watermark === undefined && filter === firstFilter) known = page;
        show();
        for (const each of changes) void change(each);
      });
      void client
        .user()
        .catch(() => undefined)
        .then((user) => {
          if (ends.signal.aborted) return;
          if (typeof offline === 'string' && user && user !== offline) {
            keeping.forget(); // of somebody else, whoever the page took them for
            reset();
          }
          const name = user ? `bellhop:${user}` : undefined;
          line = name ? environment.line?.(name) : undefined;
          line?.receive((message) => receive(message as TabMessage));
          poller = startPoller({ name, ask, post, keepLive: loadLive(client, environment), environment });
        });
    },
    stop(): void {
      running?.abort();
      poller?.stop();
      line?.close();
      keeping.close();
      running = poller = line = undefined;
    },

    /** Shows other items, or the same ones from the top. */
    setFilter(next: Partial<InboxFilter>): void {
      const { category, ...rest } = { ...filter, ...next };
      filter = category === undefined ? rest : { ...rest, category };
      reset(known.counts, known.categories);
      if (running !== undefined) ask().catch(() => {});
    },
    refresh,

    /** Reads further back. Answers whether it could. */
    async loadMore(): Promise<boolean> {
      const { next: cursor } = known;
      if (cursor === undefined || parts.isLoadingMore) return false;
      let asked = edition;
      parts = { ...parts, isLoadingMore: true };
      show();
      try {
        let { body } = await client.list({ ...filter, limit: pageSize, cursor });
        while (asked !== edition && known.next === cursor) {
          asked = edition; // something was changed meanwhile: that page is old, and the user still waits for one
          ({ body } = await client.list({ ...filter, limit: pageSize, cursor }));
        }
        if (asked !== edition || body === undefined) return false;
        const ids = new Set(known.items.map(({ id }) => id));
        const items = [...known.items, ...body.data.filter(({ id }) => !ids.has(id))];
        known = { ...known, items, next: body.next_cursor };
        edition += 1; // a poll that is on its way asked for less
        return true;
      } catch (error) {
        if (!(error instanceof BellhopError)) throw error;
        parts = { ...parts, error };
        return false;
      } finally {
        parts = { ...parts, isLoadingMore: false };
        show();
      }
    },

    markRead: one('read'),
    markUnread: one('unread'),
    archive: one('archived'),
    unarchive: one('unarchived'),
    /** Puts an item aside until then; it comes back unread. */
    snooze: (id: string, until: Date) => change({ to: 'snoozed', id, until: until.toISOString() }),
    unsnooze: one('unsnoozed'),
    /** Everything that is shown; what has arrived since stays unread. */
    markAllRead: all('allRead'),
    markAllSeen: all('allSeen'),
  };
}
