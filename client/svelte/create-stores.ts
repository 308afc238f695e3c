import { createBellhop, loadOnce } from '../bellhop.ts';
import type { BellhopClient } from '../client.ts';
import { type Count, readCount } from '../count.ts';
import type { Inbox, InboxOptions } from '../inbox.ts';
import type { InboxState } from '../inbox-state.ts';
import type { Preferences, PreferencesState } from '../preferences.ts';
import { type Store, subscriber } from './store.ts';

/** What components are given: the client, and a store for each thing that it knows of its user. */
export type Stores = {
  client: BellhopClient;
  /** `$inbox.items`, `inbox.markRead(id)`; `<bellhop-inbox>` takes it too. */
  inbox: Omit<Inbox, 'subscribe'> & Store<InboxState>;
  /** How many are unread: exactly, or more than 99. Tells only when that changes. */
  unread: Store<Count>;
  preferences: Omit<Preferences, 'subscribe'> & Store<PreferencesState>;
};

/**
 * Makes stores of one user's inbox and preferences. The inbox is up to date while something subscribes to it, or to `unread`; the preferences
 * are read when they are first needed. On a server nothing is asked. Nothing of Svelte is needed: its contract for stores is all.
 */
export function createStores(client: BellhopClient, options?: InboxOptions): Stores {
  const { inbox, preferences } = createBellhop(client, options);
  const toInbox = subscriber(inbox, inbox.start, inbox.stop);
  const toPreferences = subscriber(preferences, () => loadOnce(preferences));
  return {
    client,
    inbox: { ...inbox, subscribe: (run) => toInbox((state) => state, run) },
    unread: {
      subscribe: (run) =>
        toInbox(
          ({ counts }) => counts.unread,
          (unread) => run(readCount(unread)),
        ),
    },
    preferences: { ...preferences, subscribe: (run) => toPreferences((state) => state, run) },
  };
}
