import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from '../journeys/local-system.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { openShop, type Shop } from './a-shop.ts';
import { closeBrowser } from './open-page.ts';

describe('with live on, in a browser', () => {
  let localSystem: LocalSystem;
  let shop: Shop;

  beforeAll(async () => {
    localSystem = await startLocalSystem({ settings: { live: 'on' } });
  });

  afterEach(() => shop?.context.close());

  afterAll(async () => {
    await closeBrowser();
    await localSystem?.stop();
  });

  function publish(user: string, title: string) {
    const data = { title, body: `The story of ${title}.` };
    return localSystem.publish({ workflow: 'message', recipients: [user], data, channels: ['inbox'] });
  }

  /** How many browsers of a user the server knows of. */
  async function connectionsOf(user: string): Promise<number> {
    const { body } = await localSystem.call('GET', `/v1/users/${user}/export`, { key: localSystem.key() });
    return body.connections?.length ?? 0;
  }

  /** Opens a tab of a user and, once that is connected, another; lets their clocks run until the one that polls is told and polls seldom. */
  async function openConnected(user: string): Promise<Page[]> {
    await localSystem.call('PUT', `/v1/users/${user}`, { key: localSystem.key(), body: {} });
    shop = await openShop(localSystem, user, { clock: true });
    const first = shop.page;
    await bellSays(first, 0);
    await pass(shop.context, 6);
    await eventually('the first tab is connected', async () => (await connectionsOf(user)) > 0);
    const other = await shop.anotherTab();
    await bellSays(other, 0);
    await pass(shop.context, 16);
    await untilQuiet();
    return [first, other];
  }

  /**
   * Waits until answers that are under way have come, and nothing is asked for longer than a tab waits that is not connected: a minute
   * and a tenth, when nobody has touched it for two minutes.
   */
  async function untilQuiet(): Promise<void> {
    await eventually('nobody asks', async () => {
      await shop.answered(); // the clocks of the pages are faster than a busy machine answers
      const before = shop.polls.length;
      await pass(shop.context, 70);
      await shop.answered();
      return shop.polls.length === before;
    });
  }

  test('two tabs share one connection: what arrives shows in both at once, by one request, and nothing is asked meanwhile', async () => {
    const tabs = await openConnected('ines');
    expect(await connectionsOf('ines')).toBe(1);
    const before = shop.polls.length;
    await pass(shop.context, 60);
    expect(shop.polls.length - before).toBe(0);

    await publish('ines', 'One');
    await Promise.all(tabs.map((tab) => bellSays(tab, 1)));

    expect(shop.polls.length - before).toBe(1);
    expect(shop.complaints).toEqual([]);
  });

  test('what is marked on another device shows as well', async () => {
    const [tab] = await openConnected('juan');
    await publish('juan', 'One');
    await bellSays(tab, 1);

    const { body } = await localSystem.as('juan', 'GET', '/v1/me/notifications');
    await localSystem.as('juan', 'PUT', `/v1/me/notifications/${body.data[0].id}/read`);

    await bellSays(tab, 0);
  });

  test('when the tab that is connected is closed, the other one connects', async () => {
    const [first, other] = await openConnected('kofi');
    await first?.close();
    await eventually('the first connection is gone', async () => (await connectionsOf('kofi')) === 0);

    await pass(shop.context, 6);
    await eventually('the other tab is connected', async () => (await connectionsOf('kofi')) === 1);
    await publish('kofi', 'One');

    await bellSays(other, 1);
  });
});

/** Lets the clocks of all tabs run. */
async function pass(context: BrowserContext, seconds: number): Promise<void> {
  await context.clock.runFor(seconds * 1000);
}

/** Waits until the bell's name says how many are unread. */
async function bellSays(page: Page | undefined, unread: number): Promise<void> {
  await page?.getByRole('button', { name: `Notifications, ${unread === 0 ? 'none' : unread} unread` }).waitFor();
}
