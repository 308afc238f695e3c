import type { BellhopClient } from './client.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { emptyInbox, type InboxFilter } from './inbox-state.ts';
import { followServer } from './inbox-store/follow-server.ts';
import { keepingOf } from './inbox-store/keeping.ts';
import { loadMore } from './inbox-store/load-more.ts';
import { makeChanges } from './inbox-store/make-changes.ts';
import { createMemory } from './inbox-store/memory.ts';

/** Which items an inbox shows, how many of them it reads at a time, and what it counts and keeps beside. */
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

const mostKept = 100; // of items

/**
 * Makes an inbox. What a user does shows at once, and is undone when the server refuses; the server's counts win; an answer that is
 * older than the last change is thrown away.
 */
export function createInbox(client: BellhopClient, options: InboxOptions = {}) {
  const { pageSize = 25, countCategories, offline = false, environment = browserEnvironment() } = options;
  /** What the page begins with, which alone is kept. */
  const firstFilter: InboxFilter = { ...emptyInbox.filter, ...options.filter };
  const memory = createMemory(firstFilter);
  const keeping = keepingOf(offline, client, environment);
  const { forget: signedOut } = keeping;
  const server = followServer({ client, memory, pageSize, countCategories, environment, identify, learned, signedOut });
  const change = makeChanges({ client, memory, keeping, identify, ...server });

  /** Knows nothing of somebody else, whoever the page took them for. */
  async function identify(): Promise<void> {
    if (await keeping.isOurs()) return;
    memory.pending = [];
    memory.reset();
  }

  function learned(): void {
    const { items, ...known } = memory.known;
    if (memory.filter !== firstFilter) return;
    keeping.savePage({ ...known, items: items.slice(0, mostKept), etag: undefined, next: undefined });
  }

  const one = (to: 'read' | 'unread' | 'archived' | 'unarchived' | 'unsnoozed') => (id: string) => change({ to, id });
  const all = (to: 'allRead' | 'allSeen') => async () => {
    const { watermark: through } = memory.known;
    return through === undefined ? false : change({ to, through });
  };

  return {
    getState: memory.getState,
    /** Calls back after every new state; answers how to end that. */
    subscribe: memory.subscribe,

    /** Begins to ask; beginning twice is beginning once. */
    start(): void {
      if (!server.start()) return;
      keeping.open((page, changes) => {
        if (page && memory.known.watermark === undefined && memory.filter === firstFilter) memory.known = page;
        memory.show();
        for (const each of changes) void change(each);
      });
    },
    stop(): void {
      server.stop();
      keeping.close();
    },

    /** Shows other items, or the same ones from the top. */
    setFilter(next: Partial<InboxFilter>): void {
      const { category, ...rest } = { ...memory.filter, ...next };
      memory.filter = category === undefined ? rest : { ...rest, category };
      memory.reset(memory.known.counts, memory.known.categories);
      server.askAnew();
    },
    refresh: server.refresh,
    /** Reads further back. Answers whether it could. */
    loadMore: () => loadMore(client, memory, pageSize),

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
