import { keepLive } from '../../client/live.ts';
import { startPoller } from '../../client/poller.ts';
import { aBrowser } from './a-browser.ts';
import { someSockets } from './a-socket.ts';

const url = 'wss://live.example.com/live';
const changed = JSON.stringify({ type: 'changed' });

/** A tab that polls, told where to connect by the first answer; `asked` has the seconds at which it did. */
async function aLiveTab({ locks = true } = {}) {
  const browser = aBrowser({ locks });
  const sockets = someSockets();
  const asked: number[] = [];
  const tokens: boolean[] = [];
  const open = () => {
    const tab = browser.tab();
    const environment = { ...tab.environment, connect: sockets.connect };
    const getToken = async ({ refresh }: { refresh: boolean }) => {
      tokens.push(refresh);
      return `token-${tokens.length}`;
    };
    async function ask() {
      asked.push(browser.now() / 1000);
      return { liveUrl: url };
    }
    const start = (to: string, events: Parameters<typeof keepLive>[0] | object) =>
      keepLive({ url: to, getToken, environment, ...(events as { changed: () => void; turned: (on: boolean) => void }) });
    return { ...tab, poller: startPoller({ name: 'ada', ask, keepLive: start, environment }) };
  };
  const tab = open();
  await browser.flush();
  return { browser, sockets, asked, tokens, tab, open };
}

/** The same, connected long enough to rely on it, and once asked for what was missed meanwhile; `asked` begins anew. */
async function connected() {
  const it = await aLiveTab();
  await it.browser.pass(5);
  it.sockets.last().opened();
  await it.browser.pass(15);
  it.asked.splice(0);
  return it;
}

test('it connects a while after the first answer, with the token as a subprotocol, and asks once more when it can rely on it', async () => {
  const { browser, sockets, asked } = await aLiveTab();
  await browser.pass(4);
  expect(sockets.tried).toEqual([]);

  await browser.pass(1);
  expect(sockets.tried).toMatchObject([{ url, protocols: ['bellhop-live', 'token-1'] }]);
  sockets.last().opened();
  await browser.pass(15);

  expect(asked).toEqual([0, 20]);
});

test('while it is live it polls every ten minutes, and at once when it is told', async () => {
  const { browser, sockets, asked } = await connected();
  await browser.pass(590);
  expect(asked).toEqual([]);
  await browser.pass(20);
  expect(asked).toEqual([620]);

  sockets.last().receive(changed);
  sockets.last().receive(changed);
  sockets.last().receive(changed);
  await browser.pass(1);

  expect(asked).toEqual([620, 630.2]);
});

test('what it does not understand changes nothing', async () => {
  const { browser, sockets, asked } = await connected();

  for (const text of ['', '{"type":"other"}', '{"message":"Forbidden"}', 'null', '[]']) sockets.last().receive(text);
  await browser.pass(60);

  expect(asked).toEqual([]);
});

test('looking at it again, or coming back to the keyboard, asks nothing more: it would have heard', async () => {
  const { browser, asked, tab } = await connected();
  await browser.pass(300);

  tab.happens('focus');
  tab.happens('active');
  await browser.pass(60);

  expect(asked).toEqual([]);
});

test('when the connection ends it asks at once, polls as always, and connects again with waits that grow', async () => {
  const { browser, sockets, asked } = await connected();

  sockets.last().ended();
  await browser.pass(29);
  expect(asked).toEqual([20]);
  await browser.pass(1);
  expect(asked).toEqual([20, 50]);

  const since = sockets.tried.length;
  for (let n = 0; n < 12; n += 1) {
    sockets.last().ended();
    await browser.pass(150);
  }
  expect(sockets.tried.length - since).toBeLessThanOrEqual(12);
  expect(asked.length).toBeGreaterThanOrEqual(15); // it polls all the while
});

test('a connection that is refused is tried once with another token, and goes on being tried', async () => {
  const { browser, sockets, tokens } = await aLiveTab();
  await browser.pass(5);
  for (let n = 0; n < 4; n += 1) {
    sockets.last().ended();
    await browser.pass(20);
  }

  expect(tokens).toEqual([false, true, false, false, false]);
});

test('it says something every nine minutes, so that nobody takes it for idle', async () => {
  const { browser, sockets } = await connected();

  await browser.pass(1200);

  expect(sockets.tried).toHaveLength(1);
  expect(sockets.tried[0]?.said).toEqual(['{"type":"ping"}', '{"type":"ping"}']);
});

test('after its computer has slept it connects anew', async () => {
  const { browser, sockets, asked } = await connected();

  browser.sleep(3600);
  await browser.pass(60);

  expect(sockets.tried).toHaveLength(2);
  expect(sockets.tried[0]).toMatchObject({ closed: true, said: [] });
  expect(asked.length).toBeGreaterThan(0);
});

test('of five tabs one connects; hidden for a minute it lets go, and another takes its place', async () => {
  const { browser, sockets, tab, open } = await connected();
  for (let n = 0; n < 4; n += 1) open();
  await browser.pass(60);
  expect(sockets.tried).toHaveLength(1);

  tab.happens('hidden');
  await browser.pass(59);
  expect(sockets.tried[0]?.closed).toBe(false);
  await browser.pass(1);

  expect(sockets.tried).toHaveLength(2);
  expect(sockets.tried[0]?.closed).toBe(true);
});

test('a glance at another tab leaves the connection as it is', async () => {
  const { browser, sockets, tab } = await connected();

  tab.happens('hidden');
  await browser.pass(30);
  tab.happens('visible');
  await browser.pass(120);

  expect(sockets.tried).toHaveLength(1);
  expect(sockets.tried[0]?.closed).toBe(false);
});

test('a poller that is stopped lets go at once', async () => {
  const { browser, sockets, tab } = await connected();

  tab.poller.stop();
  await browser.pass(1200);

  expect(sockets.tried).toHaveLength(1);
  expect(sockets.tried[0]?.closed).toBe(true);
});

test('a page that may not connect goes on polling', async () => {
  const { browser, asked, open } = await aLiveTab();
  const tab = browser.tab();
  const refuse = () => {
    throw new Error('SecurityError');
  };
  const environment = { ...tab.environment, connect: refuse };
  const turned: boolean[] = [];
  const end = keepLive({ url, getToken: async () => 'a', environment, changed: () => {}, turned: (on) => turned.push(on) });

  await browser.pass(60);
  end();

  expect(open).toBeDefined();
  expect(turned.length).toBeGreaterThan(1);
  expect(new Set(turned)).toEqual(new Set([false]));
  expect(asked).toEqual([0, 30, 60]);
});
