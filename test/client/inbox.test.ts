import { createInbox, type Inbox } from '../../client/inbox.ts';
import { aBrowser, type Browser } from './a-browser.ts';
import { aServer, type Server } from './a-server.ts';

let server: Server;
let browser: Browser;
beforeEach(() => {
  server = aServer();
  browser = aBrowser();
});

async function anOpenTab(): Promise<{ inbox: Inbox; tab: ReturnType<Browser['tab']> }> {
  const tab = browser.tab();
  const inbox = createInbox(server.client(), { environment: tab.environment });
  inbox.start();
  await browser.pass(0.1); // a tab that has not got its turn by then asks by itself
  return { inbox, tab };
}

const titles = (inbox: Inbox) => inbox.getState().items.map(({ title }) => title);
const refused = () => Response.json({ code: 'unavailable', detail: 'later', title: '', status: 503 }, { status: 503 });

test('an inbox shows what is there, and what arrives by the next poll, and says that it arrived', async () => {
  await server.arrives();
  const { inbox } = await anOpenTab();
  expect(titles(inbox)).toEqual(['n1']);
  expect(inbox.getState()).toMatchObject({ status: 'ready', counts: { unread: 1 }, arrived: [] });

  await server.arrives();
  await browser.pass(30);

  expect(titles(inbox)).toEqual(['n2', 'n1']);
  expect(inbox.getState().arrived.map(({ title }) => title)).toEqual(['n2']);
});

test('a change shows at once, before the server has answered', async () => {
  const id = await server.arrives();
  const { inbox } = await anOpenTab();
  server.next('waits');

  const done = inbox.markRead(id);
  expect(inbox.getState()).toMatchObject({ items: [{ read: true }], counts: { unread: 0 } });

  await browser.flush();
  server.letGo();
  expect(await done).toBe(true);
  expect(inbox.getState()).toMatchObject({ items: [{ read: true }], counts: { unread: 0 } });
});

test('a change that the server refuses is undone, and says so', async () => {
  const id = await server.arrives();
  const { inbox } = await anOpenTab();
  server.refuse(refused);

  expect(await inbox.archive(id)).toBe(false);

  expect(titles(inbox)).toEqual(['n1']);
  expect(inbox.getState()).toMatchObject({
    counts: { unread: 1 },
    refused: { change: { to: 'archived', id }, error: { code: 'unavailable', status: 503 } },
  });
});

test('a change whose answer was lost shows what the server made of it, after the next poll', async () => {
  const id = await server.arrives();
  const { inbox } = await anOpenTab();
  server.next('answer-lost');

  expect(await inbox.markRead(id)).toBe(false);
  await browser.pass(1);

  expect(inbox.getState()).toMatchObject({ items: [{ read: true }], counts: { unread: 0 } });
});

test('an answer that is older than the last change is thrown away', async () => {
  const id = await server.arrives();
  const { inbox } = await anOpenTab();
  await server.arrives(); // so that the poll has something to say
  server.next('answer-waits');
  await browser.pass(30); // the poll is answered, and its answer is on its way
  expect(server.held()).toBe(1);

  await inbox.markRead(id);
  server.letGo();
  await browser.flush();

  expect(inbox.getState().items.find((item) => item.id === id)?.read).toBe(true);
  await browser.pass(31);
  expect(titles(inbox)).toEqual(['n2', 'n1']);
});

test('undoing an archive brings the item back to its place', async () => {
  await server.arrives();
  const id = await server.arrives();
  await server.arrives();
  const { inbox } = await anOpenTab();

  await inbox.archive(id);
  expect(titles(inbox)).toEqual(['n3', 'n1']);
  await inbox.unarchive(id);

  expect(titles(inbox)).toEqual(['n3', 'n2', 'n1']);
});

test('mark all read leaves alone what arrived after the page', async () => {
  await server.arrives();
  const { inbox } = await anOpenTab();
  await server.arrives();

  await inbox.markAllRead();
  await browser.pass(31);

  expect(inbox.getState()).toMatchObject({
    counts: { unread: 1 },
    items: [
      { title: 'n2', read: false },
      { title: 'n1', read: true },
    ],
  });
});

test('further pages are read, kept up to date, and end', async () => {
  for (let n = 0; n < 60; n += 1) await server.arrives();
  const { inbox } = await anOpenTab();
  expect(inbox.getState()).toMatchObject({ hasMore: true });

  await inbox.loadMore();
  await inbox.loadMore();
  expect(inbox.getState()).toMatchObject({ hasMore: false, isLoadingMore: false });
  expect(new Set(titles(inbox)).size).toBe(60);

  await server.here.feed.mark('ada', inbox.getState().items[59]?.id ?? '', 'read'); // another device
  await browser.pass(30);
  expect(inbox.getState().items[59]).toMatchObject({ read: true });
  expect(await inbox.loadMore()).toBe(false);
});

test('a further page that a change overtakes is read once more, and shows the change', async () => {
  for (let n = 0; n < 30; n += 1) await server.arrives();
  const { inbox } = await anOpenTab();
  const last = (await server.truth())?.data.at(-1)?.id ?? '';
  server.next('answer-waits');
  const loaded = inbox.loadMore();
  await browser.flush();
  expect(server.held()).toBe(1);

  await inbox.markRead(last); // it is on the page that is on its way
  server.calls.length = 0;
  server.letGo();

  expect(await loaded).toBe(true);
  expect(server.calls).toEqual(['GET notifications 200']);
  expect(inbox.getState()).toMatchObject({ hasMore: false, isLoadingMore: false });
  expect(inbox.getState().items.find(({ id }) => id === last)).toMatchObject({ read: true });
});

test('a poll that was on its way while a further page was read does not take that page away', async () => {
  for (let n = 0; n < 30; n += 1) await server.arrives();
  const { inbox } = await anOpenTab();
  await server.arrives(); // so that the poll has something to say
  server.next('answer-waits');
  await browser.pass(30);
  expect(server.held()).toBe(1);

  await inbox.loadMore();
  server.letGo();
  await browser.flush();
  await browser.pass(1);

  expect(inbox.getState().items).toHaveLength(31); // the new one, and all that were shown
  expect(titles(inbox)[0]).toBe('n31');
});

test('a tab that is opened asks once, whether another has the turn or not', async () => {
  await anOpenTab();
  expect(server.calls.splice(0)).toEqual(['GET notifications 200']);

  await anOpenTab();
  expect(server.calls).toEqual(['GET notifications 200']);
});

test('two tabs make one request a poll, and both show what it brings', async () => {
  const [one, other] = [await anOpenTab(), await anOpenTab()];
  server.calls.length = 0;
  await server.arrives();

  await browser.pass(31);

  expect(server.calls).toEqual(['GET notifications 200']);
  expect(titles(one.inbox)).toEqual(['n1']);
  expect(titles(other.inbox)).toEqual(['n1']);
});

test('what is done in one tab shows in the other without a request', async () => {
  const id = await server.arrives();
  const [one, other] = [await anOpenTab(), await anOpenTab()];
  server.calls.length = 0;

  await other.inbox.markRead(id);
  await browser.flush();

  expect(one.inbox.getState()).toMatchObject({ items: [{ read: true }], counts: { unread: 0 } });
  expect(server.calls).toEqual([`PUT notifications/${id}/read 200`]);
});

test('a hand on one window keeps the poll of another awake', async () => {
  await anOpenTab();
  const used = await anOpenTab();
  const before = server.calls.length;

  for (let second = 0; second < 3600; second += 5) {
    used.tab.happens('active');
    await browser.pass(5);
  }

  expect(server.calls.length - before).toBe(120);
}, 60_000);

test('two users in one browser share nothing', async () => {
  const [ada, grace] = [browser.tab(), browser.tab()];
  const stranger = { ...server.client(), user: async () => 'grace' };
  createInbox(server.client(), { environment: ada.environment }).start();
  createInbox(stranger, { environment: grace.environment }).start();
  await browser.flush();
  server.calls.length = 0;

  await browser.pass(31);

  expect(server.calls).toHaveLength(2);
});

test('the tab whose turn it is may close, and another goes on', async () => {
  const [one, other] = [await anOpenTab(), await anOpenTab()];
  one.inbox.stop();
  await server.arrives();

  await browser.pass(31);

  expect(titles(other.inbox)).toEqual(['n1']);
});

test('an inbox that cannot be read says why, keeps what it knew, and recovers by itself', async () => {
  await server.arrives();
  const { inbox } = await anOpenTab();
  await server.arrives();
  server.refuse(refused);
  await browser.pass(31);
  expect(inbox.getState()).toMatchObject({ status: 'failed', error: { code: 'unavailable' }, items: [{ title: 'n1' }] });

  server.refuse(undefined);
  await browser.pass(61);

  expect(inbox.getState()).toMatchObject({ status: 'ready', items: [{ title: 'n2' }, { title: 'n1' }] });
  expect(inbox.getState().error).toBeUndefined();
});

test('another filter shows other items, and an answer for the old one is thrown away', async () => {
  const id = await server.arrives();
  await server.arrives();
  const { inbox } = await anOpenTab();
  await inbox.archive(id);

  server.next('answer-waits');
  inbox.refresh();
  await browser.flush();
  inbox.setFilter({ archived: true });
  await browser.flush();
  server.letGo();
  await browser.flush();

  expect(titles(inbox)).toEqual(['n1']);
});

test('a filter that is chosen while a change is on its way shows its items once that is done', async () => {
  const id = await server.arrives();
  await server.arrives();
  const { inbox } = await anOpenTab();

  server.next('answer-waits');
  const changed = inbox.markRead(id);
  await browser.flush();
  inbox.setFilter({ status: 'unread' });
  await browser.flush(); // the list is answered, the change is not
  server.letGo();
  await changed;
  await browser.flush();

  expect(inbox.getState().status).toBe('ready');
  expect(titles(inbox)).toEqual(['n2']);
});

test('a stopped inbox asks no more', async () => {
  const { inbox } = await anOpenTab();
  inbox.stop();
  server.calls.length = 0;

  await browser.pass(600);

  expect(server.calls).toEqual([]);
});
