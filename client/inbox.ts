import type { FeedChanged, FeedCounts, FeedItem, FeedPage } from '../contract/channels/inbox/feed.ts';
import type { BellhopClient } from './client.ts';
import { browserEnvironment, type Environment, type TabChannel } from './environment.ts';
import { BellhopError } from './errors.ts';
import { emptyInbox, type InboxFilter, type InboxState } from './inbox-state.ts';
import type { LiveEvents } from './live.ts';
import { applyChange, type Change, type ItemChange, type Known } from './overlay.ts';
import { type Asked, type Poller, startPoller } from './poller.ts';
import type { TabMessage } from './tab-message.ts';

export type InboxOptions = { filter?: Partial<InboxFilter>; pageSize?: number; environment?: Environment };

/** An inbox that keeps itself up to date between `start` and `stop`. */
export type Inbox = ReturnType<typeof createInbox>;

const most = 100; // of items in one page

/**
 * Makes an inbox. What a user does shows at once, and is undone when the server refuses; the server's counts win; an answer that is
 * older than the last change is thrown away. Tabs of one browser tell each other what they learn, and one of them asks for all.
 */
export function createInbox(client: BellhopClient, options: InboxOptions = {}) {
  const { pageSize = 25, environment = browserEnvironment() } = options;
  let filter: InboxFilter = { ...emptyInbox.filter, ...options.filter };
  let state: InboxState = { ...emptyInbox, filter };
  const listeners = new Set<() => void>();

  /** What the server has said, and what has been done since and not been answered. */
  let known: Known & { watermark?: string | undefined; next?: string | undefined; etag?: string | undefined } = {
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

  function show(arrived: readonly FeedItem[] = []): void {
    const { items, counts } = pending.reduce<Known>(applyChange, known);
    const hasMore = known.next !== undefined;
    state = { ...parts, filter, items: items.filter(isShown), counts, hasMore, arrived };
    for (const listener of listeners) listener();
  }

  /**
   * Whether the list shows an item. One that has been read stays until the list is read again, so that nothing moves while
   * somebody reads.
   */
  function isShown({ archived }: FeedItem): boolean {
    return archived === filter.archived;
  }

  /** How many items to ask for: as many as are shown, so that all of them stay up to date. */
  function limit(): number {
    return Math.min(most, Math.max(pageSize, known.items.length));
  }

  function question(): string {
    return JSON.stringify([filter, limit()]);
  }

  async function ask(): Promise<Asked> {
    const before = { edition, question: question() };
    try {
      const { body, etag, ...asked } = await client.list(
        { ...filter, limit: limit() },
        { unless: known.etag, signal: running?.signal },
      );
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
      return asked;
    } catch (error) {
      if (running?.signal.aborted || !(error instanceof BellhopError)) throw error;
      parts = { ...parts, status: 'failed', error };
      show();
      throw error;
    }
  }

  function learn(
    { data, counts: ofFilter, total_counts: counts = ofFilter, next_cursor, watermark }: FeedPage,
    etag: string | undefined,
  ): void {
    const before = new Set(known.items.map(({ id }) => id));
    const newest = known.items[0]?.created_at ?? '';
    const wasKnown = known.watermark !== undefined;
    known = { items: data, counts, watermark, etag, next: next_cursor };
    recover(wasKnown ? data.filter(({ id, seen, created_at }) => !before.has(id) && !seen && created_at >= newest) : []);
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

  /** Keeps a connection, by code that is loaded only then. Where that code cannot be loaded, the inbox goes on polling. */
  function keepLive(url: string, events: LiveEvents): () => void {
    let end: (() => void) | undefined;
    let isOver = false;
    void import('./live.ts').then(
      (live) => {
        if (!isOver) end = live.keepLive({ url, getToken: client.token, environment, ...events });
      },
      () => {},
    );
    return () => {
      isOver = true;
      end?.();
    };
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
    const { watermark, next } = known;
    return { ...applyChange(known, change), counts, watermark, next };
  }

  /** Does it here at once, and on the server after what was done before. Answers whether the server took it. */
  function change(change: Change, send: () => Promise<FeedChanged>): Promise<boolean> {
    pending.push(change);
    edition += 1;
    parts = { ...parts, refused: undefined };
    show();
    const done = tail.then(async () => {
      try {
        const { counts } = await send();
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
        show();
        if (pending.length === 0 && (parts.refused || parts.status !== 'ready')) refresh(); // what is there after all
      }
    });
    tail = done;
    return done;
  }

  const one = (to: ItemChange['to'], send: (id: string) => Promise<FeedChanged>) => (id: string) =>
    change({ to, id }, () => send(id));
  const all = (to: 'allRead' | 'allSeen', send: (through: string) => Promise<FeedChanged>) => async () => {
    const { watermark: through } = known;
    return through === undefined ? false : change({ to, through }, () => send(through));
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
      void client
        .user()
        .catch(() => undefined)
        .then((user) => {
          if (ends.signal.aborted) return;
          const name = user ? `bellhop:${user}` : undefined;
          line = name ? environment.line?.(name) : undefined;
          line?.receive((message) => receive(message as TabMessage));
          poller = startPoller({ name, ask, post, keepLive, environment });
        });
    },
    stop(): void {
      running?.abort();
      poller?.stop();
      line?.close();
      running = poller = line = undefined;
    },

    /** Shows other items, or the same ones from the top. */
    setFilter(next: Partial<InboxFilter>): void {
      const { category, ...rest } = { ...filter, ...next };
      filter = category === undefined ? rest : { ...rest, category };
      edition += 1;
      known = { items: [], counts: known.counts };
      parts = { status: 'loading', isLoadingMore: false };
      show();
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

    markRead: one('read', client.markRead),
    markUnread: one('unread', client.markUnread),
    archive: one('archived', client.archive),
    unarchive: one('unarchived', client.unarchive),
    /** Everything that is shown; what has arrived since stays unread. */
    markAllRead: all('allRead', client.markAllRead),
    markAllSeen: all('allSeen', client.markAllSeen),
  };
}
