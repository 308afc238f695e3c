import type { Environment } from '../environment.ts';
import type { BellhopError } from '../errors.ts';
import type { Change, Known } from './overlay.ts';

/** What of an inbox is kept in the browser: its first items, counts, and the watermark that they were read at. */
export type SavedPage = Known & Partial<Record<'watermark' | 'next' | 'etag' | 'returnsAt', string | undefined>>;

/** What one inbox keeps. After `close`, or once all was erased, nothing more is kept. */
export type Offline = {
  /** What was kept before; changes in the order in which they were made. */
  page: SavedPage | undefined;
  changes: readonly Change[];
  savePage(page: SavedPage): void;
  saveChanges(changes: readonly Change[]): void;
  /** Sends, and again whenever there may be a network, until somebody answers; `waits` is called when nobody did. */
  retry<Answer>(send: () => Promise<Answer>, waits: () => void): Promise<Answer>;
  close(): void;
};

const name = 'bellhop';
const retryMs = 30_000;
let erasures = 0;

/** Removes all that is kept of anybody in this browser, and keeps nothing more of the inboxes that are open in this window. */
export async function erase(): Promise<void> {
  erasures += 1;
  await use('readwrite', (store) => store.clear());
}

/**
 * Opens what is kept of a user; what is kept of others is erased. Changes that a window which was closed has left are taken over: a window
 * that is open has a lock, and sends its own.
 */
export async function openOffline(user: string, environment: Environment): Promise<Offline> {
  const own = [user, 'changes', crypto.randomUUID()];
  const before = erasures;
  const ends = new AbortController();
  const isOpen = () => !ends.signal.aborted && before === erasures;
  let writes: Promise<unknown> = Promise.resolve();
  const closed = new Promise((done) => ends.signal.addEventListener('abort', done));
  if (navigator.locks) void ifFree(own, () => closed);

  const keys = (await use('readonly', (store) => store.getAllKeys())) as string[][];
  const changes: Change[] = [];
  for (const key of keys) {
    if (key[0] !== user) await use('readwrite', (store) => store.delete(key));
    else if (key[1] === 'changes')
      await ifFree(key, async () => {
        changes.push(...(await use('readonly', (store) => store.get(key))));
        await use('readwrite', (store) => store.put(changes, own));
        await use('readwrite', (store) => store.delete(key));
      });
  }

  function put(key: string[], value: unknown): void {
    const write = async () => void (isOpen() && (await use('readwrite', (store) => store.put(value, key))));
    writes = writes.then(write).catch(() => {}); // the browser's space may be full
  }

  function chance(): Promise<void> {
    return new Promise((done) => {
      const callOff = environment.after(retryMs, go);
      const stop = environment.listen((what) => /online|visible/.test(what) && go());
      void closed.then(go);
      function go(): void {
        stop();
        callOff();
        done();
      }
    });
  }

  return {
    page: await use('readonly', (store) => store.get([user, 'page'])),
    changes,
    savePage: (page) => put([user, 'page'], page),
    saveChanges: (all) => put(own, all),
    async retry(send, waits) {
      for (;;) {
        try {
          return await send();
        } catch (error) {
          if (!isOpen() || (error as BellhopError).code !== 'network') throw error;
          waits();
          await chance();
        }
      }
    },
    close: () => ends.abort(),
  };
}

/** Works when nobody holds the lock of a window's changes; where there are no locks, always. */
async function ifFree(key: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const { locks } = navigator;
  await (locks ? locks.request(key.join(), { ifAvailable: true }, (lock) => lock && work()) : work());
}

/** Runs one request in a transaction of its own. */
async function use<Answer>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Answer>): Promise<Answer> {
  const database = await new Promise<IDBDatabase>((done, fail) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(name);
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
  try {
    return await new Promise((done, fail) => {
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    database.close();
  }
}
