import { IDBFactory } from 'fake-indexeddb';
import type { BellhopClient } from '../../client/client.ts';
import { createInbox, type Inbox } from '../../client/inbox.ts';
import { eraseOffline } from '../../client/inbox-store/keeping.ts';
import { openOffline, type SavedPage } from '../../client/inbox-store/offline.ts';
import { aBrowser, type Browser } from './a-browser.ts';
import { aServer, type Server } from './a-server.ts';

let server: Server;
let browser: Browser;
beforeEach(() => {
  Object.assign(globalThis, { indexedDB: new IDBFactory() });
  server = aServer();
  browser = aBrowser();
});

const open: Inbox[] = [];
afterEach(() => {
  for (const inbox of open.splice(0)) inbox.stop();
});

/** An inbox in a window of its own, of which the browser keeps what belongs to this user. */
function aWindow(offline: string | true = 'ada', client: BellhopClient = server.client()) {
  const tab = browser.tab();
  const inbox = createInbox(client, { environment: tab.environment, offline });
  open.push(inbox);
  inbox.start();
  return { inbox, tab };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turns = 0; !(await holds()); turns += 1) {
    if (turns === 20_000) throw new Error(`it never came to be: ${holds}`);
    await browser.pass(0.01);
  }
}

const titles = (inbox: Inbox) => inbox.getState().items.map(({ title }) => title);
const written = () => server.calls.filter((call) => !call.startsWith('GET'));
const noNetwork = (): Response => {
  throw new TypeError('fetch failed');
};
const signedOut = () => Response.json({ code: 'unauthorized', title: 'no' }, { status: 401 });

/** All that lies in the browser: the keys, and how many changes wait under each. */
async function kept(): Promise<string[]> {
  const database = await new Promise<IDBDatabase>((done, fail) => {
    const opening = indexedDB.open('bellhop', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('bellhop');
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
  const store = database.transaction('bellhop').objectStore('bellhop');
  const [keys, values] = await Promise.all(
    [store.getAllKeys(), store.getAll()].map(
      (asked) => new Promise<unknown[]>((done) => (asked.onsuccess = () => done(asked.result))),
    ),
  );
  database.close();
  return (keys as string[][]).map(([user, kind], at) => {
    const value = values?.[at];
    return `${user} ${kind}${Array.isArray(value) ? ` ${value.length}` : ''}`;
  });
}

const keeps = async (what: string) => (await kept()).includes(what);

/** What another window has kept of a user, and left when it was closed. */
async function leave(user: string, page: SavedPage): Promise<void> {
  const store = await openOffline(user, browser.tab().environment);
  store.savePage(page);
  store.saveChanges([{ to: 'allRead', through: 'w1' }]);
  await until(() => keeps(`${user} changes 1`));
  store.close();
  await new Promise((done) => setImmediate(done)); // its lock is let go
}

test('without a network the last page is there, and what is changed then is sent in order by a window that is opened later', async () => {
  const [first, second] = [await server.arrives(), await server.arrives()];
  const closed = aWindow();
  await until(() => keeps('ada page'));
  server.refuse(noNetwork);
  void closed.inbox.markRead(first);
  void closed.inbox.archive(second);
  await until(() => keeps('ada changes 2'));
  closed.inbox.stop();

  const { inbox, tab } = aWindow();
  await until(() => titles(inbox).length === 1);
  expect(inbox.getState()).toMatchObject({ items: [{ title: 'n1', read: true }], counts: { unread: 0 } });
  expect(written()).toEqual([]);

  server.refuse(undefined);
  tab.happens('online');
  await until(() => inbox.getState().status === 'ready' && written().length === 2);
  expect(written()).toEqual([`PUT notifications/${first}/read 200`, `PUT notifications/${second}/archived 200`]);
  await until(async () => !(await kept()).some((each) => /changes [1-9]/.test(each)));
});

test('what a closed window left is taken over by one of two that are opened at once', async () => {
  const page = { items: [], counts: { unread: 3, unseen: 3 } };
  await leave('ada', page);

  const stores = await Promise.all([1, 2].map(() => openOffline('ada', browser.tab().environment)));

  expect(stores.map((store) => store.page)).toEqual([page, page]);
  expect(stores.flatMap((store) => store.changes)).toEqual([{ to: 'allRead', through: 'w1' }]);
  for (const store of stores) store.close();
});

test('a change waits for a network as long as its window is open, and for nothing else', async () => {
  const tab = browser.tab();
  const store = await openOffline('ada', tab.environment);
  const answers = [noNetwork, noNetwork, () => 'taken'];
  let waits = 0;

  const sent = store.retry(
    async () => {
      try {
        return answers.shift()?.();
      } catch {
        throw Object.assign(new Error('no answer came'), { code: 'network' });
      }
    },
    () => (waits += 1),
  );
  await browser.flush();
  tab.happens('online');
  await browser.flush();
  expect(waits).toBe(2);
  await browser.pass(31);
  expect(await sent).toBe('taken');

  const refused = Object.assign(new Error('no'), { code: 'not_found' });
  await expect(
    store.retry(
      () => Promise.reject(refused),
      () => {},
    ),
  ).rejects.toBe(refused);
  store.close();
});

test('a 401 erases what is kept, and nothing more is kept', async () => {
  await server.arrives();
  const { inbox, tab } = aWindow();
  await until(() => keeps('ada page'));

  server.refuse(signedOut);
  inbox.refresh();
  await until(async () => inbox.getState().status === 'failed' && (await kept()).length === 0);

  server.refuse(undefined);
  await server.arrives();
  tab.happens('focus');
  await until(() => titles(inbox).length === 2);
  expect((await openOffline('ada', browser.tab().environment)).page).toBeUndefined();
});

test('eraseOffline removes what is kept of everybody, also while a window is open', async () => {
  await server.arrives();
  const { inbox, tab } = aWindow();
  await until(() => keeps('ada page'));

  await eraseOffline();
  expect(await kept()).toEqual([]);

  await server.arrives();
  tab.happens('focus');
  await until(() => titles(inbox).length === 2);
  expect(await kept()).toEqual([]);
});

test('what is kept of another user is erased when one is named', async () => {
  await server.arrives();
  await leave('grace', { items: [], counts: { unread: 3, unseen: 3 } });

  const { inbox } = aWindow('ada');
  await until(() => keeps('ada page'));

  expect(inbox.getState().counts.unread).toBe(1);
  expect((await kept()).filter((each) => each.startsWith('grace'))).toEqual([]);
});

describe('a page that takes its user for another', () => {
  const gracesPage = async (): Promise<SavedPage> => {
    await server.arrives();
    const truth = await server.truth();
    return {
      items: (truth?.data ?? []).map((item) => ({ ...item, title: 'for Grace' })),
      counts: { unread: 3, unseen: 3 },
      watermark: 'w1',
    };
  };

  test('shows nothing of them, keeps nothing, and sends nothing that they did', async () => {
    await leave('grace', await gracesPage());

    const { inbox } = aWindow('grace');
    await until(() => inbox.getState().status === 'ready');

    expect(titles(inbox)).toEqual(['n1']);
    expect(inbox.getState().counts.unread).toBe(1);
    expect(written()).toEqual([]);
    await until(async () => (await kept()).length === 0);
  });

  test('does so once it has a token, which it gets with the network', async () => {
    await leave('grace', await gracesPage());
    server.refuse(noNetwork);
    let hasToken = false;
    const user = async () => (hasToken ? 'ada' : Promise.reject(new Error('no network')));
    const { inbox, tab } = aWindow('grace', { ...server.client(), user });
    await until(() => titles(inbox).length === 1);
    expect(titles(inbox)).toEqual(['for Grace']);

    hasToken = true;
    server.refuse(undefined);
    tab.happens('online');
    await until(() => inbox.getState().status === 'ready');

    expect(titles(inbox)).toEqual(['n1']);
    expect(written()).toEqual([]);
    await until(async () => (await kept()).length === 0);
  });
});
