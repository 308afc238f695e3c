import { BellhopError } from '../../client/errors.ts';
import { startPoller } from '../../client/poller.ts';
import { aBrowser } from './a-browser.ts';

type Options = Parameters<typeof aBrowser>[0] & { fails?: () => BellhopError | undefined };

/** A browser with one tab that polls, and the seconds at which it asked. */
async function polling({ fails = () => undefined, ...browserOptions }: Options = {}) {
  const browser = aBrowser(browserOptions);
  const asked: number[] = [];
  async function ask() {
    asked.push(browser.now() / 1000);
    const error = fails();
    if (error) throw error;
    return {};
  }
  const open = () => {
    const tab = browser.tab();
    return { ...tab, poller: startPoller({ name: 'ada', ask, environment: tab.environment }) };
  };
  const tab = open();
  await browser.flush();
  return { browser, asked, tab, open };
}

test('it asks at once and every thirty seconds, as long as somebody is there', async () => {
  const { browser, asked, tab } = await polling();
  for (let n = 0; n < 9; n += 1) {
    await browser.pass(10);
    tab.happens('active');
  }

  expect(asked).toEqual([0, 30, 60, 90]);
});

test('it asks less and less when nobody is there, and at once when they are back', async () => {
  const { browser, asked, tab } = await polling();
  await browser.pass(3600);
  const before = asked.length;
  expect(asked.slice(0, 6)).toEqual([0, 30, 60, 90, 120, 180]);
  expect((asked.at(-1) ?? 0) - (asked.at(-2) ?? 0)).toBe(300);

  tab.happens('active');
  await browser.flush();

  expect(asked.slice(before)).toEqual([3600]);
});

test('a hidden tab does not ask, and one that is looked at again asks at once', async () => {
  const { browser, asked, tab } = await polling();
  tab.happens('hidden');
  await browser.pass(7200);
  expect(asked).toEqual([0]);

  tab.happens('visible');
  await browser.flush();

  expect(asked).toEqual([0, 7200]);
});

test('focus and coming online ask at once; offline it does not ask', async () => {
  const { browser, asked, tab } = await polling();
  await browser.pass(5);
  tab.happens('focus');
  await browser.pass(5);
  tab.happens('offline');
  await browser.pass(300);
  tab.happens('online');
  await browser.flush();

  expect(asked).toEqual([0, 5, 310]);
});

test('five tabs ask as one does', async () => {
  const { browser, asked, open } = await polling();
  for (let n = 0; n < 4; n += 1) open();

  await browser.pass(60);

  expect(asked).toEqual([0, 30, 60]);
});

test('when the tab that asks is hidden, another takes over at once', async () => {
  const { browser, asked, tab, open } = await polling();
  open();
  await browser.pass(10);

  tab.happens('hidden');
  await browser.pass(30);

  expect(asked).toEqual([0, 10, 40]);
});

test('a tab that is looked at while another has the turn lets that one know, and asks nothing itself', async () => {
  const { browser, asked, tab } = await polling();
  const told: string[] = [];
  const other = browser.tab();
  async function ask() {
    asked.push(-1);
    return {};
  }
  startPoller({ name: 'ada', ask, post: (what) => told.push(what), environment: other.environment });
  await browser.pass(5);
  expect(told.splice(0)).toEqual(['soon']); // it has been opened

  other.happens('focus');
  await browser.pass(1);
  expect({ told, asked }).toEqual({ told: ['soon'], asked: [0] });

  tab.poller.stop();
  await browser.flush();
  other.happens('focus');
  await browser.pass(1);
  expect({ told, asked }).toEqual({ told: ['soon'], asked: [0, -1, -1] });
});

test('failures make it wait longer, as long as the server says at least', async () => {
  let left = 2;
  const fails = () => {
    left -= 1;
    return left < 0 ? undefined : new BellhopError('unavailable', 'later', { retryAfterSeconds: left === 1 ? 100 : 0 });
  };
  const { browser, asked } = await polling({ fails });

  await browser.pass(260);

  expect(asked).toEqual([0, 100, 220]);
});

test('a pause that the server asks for is kept, whoever comes back meanwhile', async () => {
  let left = 1;
  const fails = () => {
    left -= 1;
    return left < 0 ? undefined : new BellhopError('rate_limited', 'later', { retryAfterSeconds: 100 });
  };
  const { browser, asked, tab } = await polling({ fails });
  await browser.pass(70);

  tab.happens('focus');
  tab.happens('active');
  tab.poller.soon();
  await browser.pass(40);

  expect(asked).toEqual([0, 100]);
});

test('without locks, a tab that sees another ask does not', async () => {
  const { browser, asked, tab } = await polling({ locks: false });
  await browser.pass(20);
  tab.poller.wasAsked();
  await browser.pass(29);

  expect(asked).toEqual([0]);
});

test('a stopped poller gives its turn away', async () => {
  const { browser, asked, tab, open } = await polling();
  open();
  tab.poller.stop();
  await browser.flush();

  await browser.pass(30);

  expect(asked).toEqual([0, 0, 30]);
});
