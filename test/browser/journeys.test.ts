import type { Page } from 'playwright-core';
import { eventually } from '../journeys/local-system.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { openShop, type Shop } from './a-shop.ts';
import { closeBrowser, openPage } from './open-page.ts';

describe('the inbox in a browser, on the running system', () => {
  let localSystem: LocalSystem;
  let shop: Shop;

  beforeAll(async () => {
    localSystem = await startLocalSystem();
  });

  afterEach(() => shop?.context.close());

  afterAll(async () => {
    await closeBrowser();
    await localSystem?.stop();
  });

  /** Publishes these, one after the other, so that the last is the newest. */
  async function publish(user: string, ...titles: string[]): Promise<void> {
    const before = await unread(user);
    for (const [place, title] of titles.entries()) {
      await localSystem.publish({
        workflow: 'message',
        recipients: [{ id: user }],
        data: { title, body: `The story of ${title}.` },
        channels: ['inbox'],
      });
      await eventually(`${title} is there`, async () => (await unread(user)) === before + place + 1);
    }
  }

  /** What the server says, whatever a page shows. */
  async function unread(user: string): Promise<number> {
    const answer = await localSystem.as(user, 'GET', '/v1/me/notifications/unread-count');
    return answer.status === 200 ? answer.body.counts.unread : 0;
  }

  async function open(user: string, ...titles: string[]): Promise<void> {
    await localSystem.call('PUT', `/v1/users/${user}`, { key: localSystem.key(), body: {} });
    await publish(user, ...titles);
    shop = await openShop(localSystem, user);
    await bellSays(shop.page, titles.length);
  }

  test('a publish appears without a reload, in badge, name and list', async () => {
    await open('maya');

    await publish('maya', 'Parcel sent');

    await bellSays(shop.page, 1);
    expect(await shop.page.locator('.badge').textContent()).toBe('1');
    await shop.bell.click();
    expect(await titles(shop.page)).toEqual(['Parcel sent']);
    expect(shop.complaints).toEqual([]);
  });

  test('what is read, archived, brought back and read all at once is so on the server, and after a reload', async () => {
    await open('noor', 'One', 'Two', 'Three');
    await shop.bell.click();

    await act(shop.page, 'Three', 'Mark as read');
    await bellSays(shop.page, 2);
    await act(shop.page, 'Two', 'Archive');
    await bellSays(shop.page, 1);
    expect(await titles(shop.page)).toEqual(['Three', 'One']);
    await shop.page.getByRole('button', { name: 'Undo' }).click();
    await eventually('it is back', async () => (await titles(shop.page)).length === 3);
    await shop.page.getByRole('button', { name: 'Mark all as read' }).click();
    await bellSays(shop.page, 0);
    await eventually('the server says so', async () => (await unread('noor')) === 0);
    await shop.page.reload();
    await shop.bell.click();

    expect(await titles(shop.page)).toEqual(['Three', 'Two', 'One']);
    await bellSays(shop.page, 0);
  });

  test('two tabs stay in step, and one of them asks for both', async () => {
    await open('omar', 'One', 'Two');
    const other = await shop.anotherTab();
    await bellSays(other, 2);

    await shop.bell.click();
    await act(shop.page, 'Two', 'Mark as read');
    await bellSays(other, 1);
    shop.polls.splice(0);
    await publish('omar', 'Three');
    for (const tab of [shop.page, other]) await tab.evaluate(() => dispatchEvent(new Event('focus'))); // both want to know
    await Promise.all([bellSays(shop.page, 2), bellSays(other, 2)]);

    expect(new Set(shop.polls.map((request) => request.frame().page())).size).toBe(1);
  });

  test('when the tab that asks is closed, the other takes its place', async () => {
    await open('petra');
    const other = await shop.anotherTab();
    await bellSays(other, 0);

    await shop.page.close();
    await publish('petra', 'One');

    await bellSays(other, 1);
  });

  test('offline, nothing is pretended: a change is taken back and said; back online, all is there at once', async () => {
    await open('quinn', 'One');
    await shop.bell.click();
    await shop.items.first().waitFor();

    await shop.context.setOffline(true);
    await act(shop.page, 'One', 'Mark as read');
    await shop.page.getByText('This could not be saved').waitFor();
    await bellSays(shop.page, 1);
    await publish('quinn', 'Two');
    await shop.context.setOffline(false);

    await bellSays(shop.page, 2);
    expect(await titles(shop.page)).toEqual(['Two', 'One']);
  });

  test('a token that is no longer good is replaced, once, and nobody notices', async () => {
    await localSystem.call('PUT', '/v1/users/rosa', { key: localSystem.key(), body: {} });
    await publish('rosa', 'One');

    shop = await openShop(localSystem, 'rosa', { firstTokens: ['e30.e30.expired'] });

    await bellSays(shop.page, 1);
    expect(shop.tokens).toEqual(['?refresh=false', '?refresh=true']);
  });

  test('all of it can be done with the keyboard', async () => {
    await open('sven', 'One', 'Two');
    const { keyboard } = shop.page;

    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await shop.items.first().waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    expect(await focused(shop.page)).toContain('One');
    await keyboard.press('Tab');
    expect(await focused(shop.page)).toBe('Mark as read');
    await keyboard.press('Enter');
    await bellSays(shop.page, 1);
    await keyboard.press('Tab');
    expect(await focused(shop.page)).toBe('Archive');
    await keyboard.press('Enter');
    await eventually('it is gone', async () => (await shop.items.count()) === 1);
    expect(await focused(shop.page)).toContain('Two');
    await keyboard.press('Escape');

    await shop.panel.waitFor({ state: 'hidden' });
    expect(await focused(shop.page)).toBe('Notifications, 1 unread');
  });

  test('nobody is shut out: axe finds nothing wrong in any state', async () => {
    await open('tara', 'One', 'Two');
    const states: Record<string, () => Promise<unknown>> = {
      closed: async () => {},
      list: async () => {
        await shop.bell.click();
        await shop.items.first().waitFor();
      },
      archived: () => act(shop.page, 'One', 'Archive'),
      'nothing unread': async () => {
        await shop.page.getByRole('button', { name: 'Mark all as read' }).click();
        await shop.page.getByRole('button', { name: 'Unread', exact: true }).click();
        await shop.page.getByText('all caught up').waitFor();
      },
      preferences: async () => {
        await shop.page.getByRole('button', { name: 'Preferences' }).click();
        await shop.page.getByRole('switch').or(shop.page.getByRole('checkbox')).first().waitFor();
      },
    };

    for (const [state, reach] of Object.entries(states)) {
      await reach();
      expect([state, await shop.findFaults()]).toEqual([state, []]);
    }
  });

  test('preferences that are chosen in the panel are kept', async () => {
    await open('umar', 'One');
    await shop.bell.click();
    await shop.page.getByRole('button', { name: 'Preferences' }).click();

    await shop.page.getByLabel('Hold e-mails and SMS at night').click();

    await shop.page.getByText('Saved').waitFor();
    const { body } = await localSystem.as('umar', 'GET', '/v1/me/preferences');
    expect(body.quiet_hours).toMatchObject({ start: expect.stringMatching(/^\d\d:\d\d$/) });
  });

  test('the page without a framework lets Ada write to Grace, and Grace hears of it', async () => {
    const demo = await openPage(new URL('/demo/plain', localSystem.system.url).href);
    const grace = demo.page.getByRole('region', { name: 'The app of Grace' });
    const before = await unread('grace');

    await demo.page.getByLabel('To Grace').fill('Lunch?');
    await demo.page.getByRole('region', { name: 'The app of Ada' }).getByRole('button', { name: 'Send' }).click();
    await grace.getByRole('button', { name: `Notifications, ${before + 1} unread` }).click();

    await grace.getByText('Lunch?').waitFor();
    expect(demo.complaints).toEqual([]);
    expect(await demo.findFaults()).toEqual([]);
    await demo.context.close();
  });
});

/** Waits until the bell's name says how many are unread. */
async function bellSays(page: Page, unread: number): Promise<void> {
  await page.getByRole('button', { name: `Notifications, ${unread === 0 ? 'none' : unread} unread` }).waitFor();
}

async function titles(page: Page): Promise<string[]> {
  await page.locator('.item').first().waitFor();
  return page.locator('.item .item-title span:last-child').allTextContents();
}

/** Presses a button of the item with this title. */
async function act(page: Page, title: string, button: string): Promise<void> {
  const item = page.getByRole('listitem').filter({ hasText: `The story of ${title}.` });
  await item.hover();
  await item.getByRole('button', { name: button }).click();
}

/** The name or text of what has the focus, in whichever tree it is. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}
