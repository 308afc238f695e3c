import type { Page } from 'playwright-core';
import { serveApp } from '../client/react/serve-app.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

describe('an app with React in a browser', () => {
  afterAll(closeBrowser);

  describe.each([18, 19] as const)('React %d', (react) => {
    let served: Awaited<ReturnType<typeof serveApp>>;
    let open: OpenPage;
    let page: Page;
    beforeAll(async () => {
      served = await serveApp(react);
    });
    beforeEach(async () => {
      open = await openPage(served.url);
      page = open.page;
      await page.getByText('2 unread').waitFor();
    });
    afterEach(() => open.context.close());
    afterAll(() => served.stop());

    const calls = () => page.evaluate(() => (globalThis as unknown as { calls: string[] }).calls);

    test('is the React that was meant, and takes over what the server drew without a complaint', async () => {
      await page.getByText('Europe/London').first().waitFor();

      expect(await page.locator('html').getAttribute('data-react')).toMatch(new RegExp(`^${react}\\.`));
      expect(open.complaints).toEqual([]);
    });

    test('asks once, however many components look and however often React mounts them', async () => {
      await page.getByText('Europe/London').nth(1).waitFor();

      expect((await calls()).sort()).toEqual(['GET /v1/me/notifications', 'GET /v1/me/preferences']);
    });

    test('what is marked is marked everywhere, and what the server refuses is told', async () => {
      await page.getByRole('button', { name: 'Read second' }).click();
      await page.getByText('1 unread').waitFor();
      await page.getByRole('button', { name: /1 unread/ }).waitFor(); // the bell

      await page.getByRole('button', { name: 'Read first' }).click();
      await page.locator('ul[title="unavailable"]').waitFor();

      expect(await page.getByRole('button', { name: 'Read first' }).count()).toBe(1);
    });

    test('the element has the inbox of the app, and tells it what is opened', async () => {
      await page.getByRole('button', { name: /2 unread/ }).click();
      await page.locator('bellhop-inbox').getByRole('link', { name: 'second' }).click();

      await expect(page.title()).resolves.toBe('opened second');
      expect(page.url()).toBe(served.url);
    });

    test('nobody asks any more once it is gone', async () => {
      await page.clock.install();
      await page.reload();
      await page.getByText('2 unread').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      const before = await calls();

      await page.clock.runFor('10:00');

      expect(await calls()).toEqual(before);
    });
  });
});
