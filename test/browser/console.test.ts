import { eventually, type Laptop, startLaptop } from '../journeys/laptop.ts';
import { closeBrowser, describeInBrowser, type OpenPage, openPage } from './open-page.ts';

describeInBrowser('the console', () => {
  let laptop: Laptop;
  let open: OpenPage;

  beforeAll(async () => {
    laptop = await startLaptop();
  });

  afterEach(() => open?.context.close());

  afterAll(async () => {
    await closeBrowser();
    await laptop?.stop();
  });

  test('what is published shows in the inbox, on the bell, in the outbox and as a story, and its links lead out', async () => {
    open = await openPage(laptop.system.url, { viewport: { width: 1440, height: 900 } });
    const { page } = open;
    const ada = page.locator('.inbox').first();

    await page.getByLabel('Workflow', { exact: true }).selectOption('repair-assigned');
    await page.getByRole('checkbox', { name: 'ada' }).check({ force: true }); // its label covers it
    await page.getByRole('button', { name: /^Publish/ }).click();

    await ada.locator('.inbox-list').getByText('is yours').first().waitFor();
    await ada.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
    await page
      .locator('#published .flow-line', { hasText: 'E-mail' })
      .locator('.flow-status.well')
      .getByText('delivered')
      .waitFor();
    expect(await page.locator('#published .flow-line', { hasText: 'E-mail' }).locator('.flow-stop').count()).toBe(4);
    await page.locator('.outbox-row', { hasText: 'ada@example.com' }).click();
    const link = page.frameLocator('iframe[title="The e-mail"]').getByRole('link').first();
    const [opened] = await Promise.all([open.context.waitForEvent('page'), link.click()]);
    expect(opened.url()).toMatch(/^https:\/\/|^about:blank$|^chrome-error:/);
    await opened.close();

    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.locator('.sent-text').getByText('is yours').waitFor();
    await page.getByRole('link', { name: 'Why it was sent' }).click();
    await page.locator('#sheet .story', { hasText: 'E-mail' }).getByText('delivered').first().waitFor();
    expect(await open.judge()).toEqual([]);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(open.complaints).toEqual([]);
    expect(await open.judge()).toEqual([]);
  });

  test('pane and bell are one inbox: what is done in one shows in the other, and on the server', async () => {
    await laptop.publish({
      workflow: 'message',
      recipients: ['grace'],
      data: { title: 'For Grace', body: '' },
      channels: ['inbox'],
    });
    open = await openPage(laptop.system.url, { viewport: { width: 1440, height: 900 } });
    const grace = open.page.locator('.inbox').nth(1);
    const item = grace.locator('.inbox-list .item', { hasText: 'For Grace' });
    await grace.getByRole('button', { name: 'Notifications, 1 unread' }).click();

    await grace.getByRole('dialog').getByRole('button', { name: 'Mark all as read' }).click();
    await eventually('it is read in the pane', async () => (await item.getAttribute('class')) === 'item');
    await open.page.keyboard.press('Escape');
    await item.hover();
    await item.getByRole('button', { name: 'Archive' }).click();
    await grace.getByText('Nothing yet.').waitFor();
    await grace.getByRole('button', { name: 'Archived' }).first().click();

    await item.waitFor();
    const { body } = await laptop.as('grace', 'GET', '/v1/me/notifications?archived=true');
    expect(body.data.map(({ title }: { title: string }) => title)).toEqual(['For Grace']);
  });

  test('a job runs when it is asked to, and says when it comes next', async () => {
    open = await openPage(`${laptop.system.url}#system`, { viewport: { width: 1440, height: 900 } });
    const job = open.page.locator('#jobs tr', { hasText: 'clean-up' });

    await job.getByRole('button', { name: 'Run now' }).click();

    await open.page.getByText('clean-up is done.').waitFor();
    expect(await job.locator('.next').textContent()).toMatch(/^in /);
  });
});
