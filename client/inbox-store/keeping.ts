import type { BellhopClient } from '../client.ts';
import type { Environment } from '../environment.ts';
import type { Offline, SavedPage } from './offline.ts';
import type { Change } from './overlay.ts';

/** What an inbox keeps in the browser, if it keeps anything: its first page, and changes until somebody has answered them. */
export type Keeping = {
  /** Opens it; `takeUp` is told what was kept before, unless it was closed by then. */
  open(takeUp: (page: SavedPage | undefined, changes: readonly Change[]) => void): void;
  savePage(page: SavedPage): void;
  saveChanges(changes: readonly Change[]): void;
  /** Sends; without a network once there is one, which `waits` is told, where changes are kept. */
  send<Answer>(once: () => Promise<Answer>, waits: () => void): Promise<Answer>;
  /** Whether the token, if there is one, speaks for the user of whom something is kept. If not, all is removed. */
  isOurs(): Promise<boolean>;
  /** Removes what is kept of anybody, and keeps nothing more. */
  forget(): void;
  close(): void;
};

/**
 * Keeps what `user` may see again without a network, by code that is loaded only then; nothing when it is `false`, or where the browser keeps
 * nothing. `true` takes the user from the token, which has to be had without a network then.
 */
export function keepingOf(user: string | boolean, client: BellhopClient, environment: Environment): Keeping {
  let opened: Promise<Offline | undefined> | undefined;
  const use = (work: (store: Offline) => void) => void opened?.then((store) => store && work(store));

  async function load(): Promise<Offline | undefined> {
    try {
      const whose = user === true ? await client.user() : user;
      if (!whose) return undefined;
      const { openOffline } = await import('./offline.ts');
      return await openOffline(whose, environment);
    } catch {
      return undefined; // no token, no file, or a window that may keep nothing
    }
  }

  function close(): void {
    use((store) => store.close());
    opened = undefined;
  }

  function forget(): void {
    if (opened) void eraseOffline();
    close();
  }

  return {
    open(takeUp) {
      if (!user) return;
      const mine = load();
      opened = mine;
      use((store) => opened === mine && takeUp(store.page, store.changes));
    },
    savePage: (page) => use((store) => store.savePage(page)),
    saveChanges: (changes) => use((store) => store.saveChanges(changes)),
    async send(once, waits) {
      const store = opened && (await opened);
      return store ? store.retry(once, waits) : once();
    },
    async isOurs() {
      const whose = opened && typeof user === 'string' && (await client.user().catch(() => user));
      const isOurs = !whose || whose === user;
      if (!isOurs) forget();
      return isOurs;
    },
    forget,
    close,
  };
}

/** Removes what inboxes with `offline` keep in this browser: for when a user signs out. */
export function eraseOffline(): Promise<void> {
  return import('./offline.ts').then(({ erase }) => erase());
}
