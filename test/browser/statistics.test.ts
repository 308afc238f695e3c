import { readFileSync } from 'node:fs';
import { counters } from '../../contract/statistics/counters.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

describe('the statistics', () => {
  let localSystem: LocalSystem;
  let open: OpenPage;

  beforeAll(async () => {
    localSystem = await startLocalSystem();
  });

  afterEach(() => open?.context.close());

  afterAll(async () => {
    await closeBrowser();
    await localSystem?.stop();
  });

  test('say in words at first that nothing was counted, and then what was, on cards, in plots and in a table', async () => {
    open = await openPage(`${localSystem.system.url}#statistics`, { viewport: { width: 1440, height: 900 } });
    const { page } = open;
    const card = (name: string) => page.locator('.stat', { hasText: name }).locator('.stat-figure');
    await page.getByText('Nothing was counted in these days.').waitFor();
    expect(await page.locator('#plot-messages').isVisible()).toBe(false);

    const data = { title: 'Count me', body: '' };
    await localSystem.publish({ workflow: 'message', recipients: ['ada', 'grace'], data, channels: ['inbox', 'email'] });
    await card('Delivered').getByText('4', { exact: true }).waitFor();

    expect(await card('Accepted').textContent()).toBe('2');
    const heads = (await page.locator('#statistics-heads th').allTextContents()).slice(1, -3);
    expect(heads).toHaveLength(Object.keys(counters).length);
    expect(heads).toContain('Complaints');
    expect(await page.locator('#plot-messages canvas').isVisible()).toBe(true);
    const [row] = await page.locator('#statistics-rows tr').allTextContents();
    expect(row).toMatch(/^\d{4}-\d\d-\d\d2440/);
    expect(await page.evaluate(() => document.querySelector('#plot-times canvas')?.clientWidth ?? 0)).toBeGreaterThan(300);
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  test('are chosen from by keyboard, and saved as the file that the table shows', async () => {
    open = await openPage(`${localSystem.system.url}#statistics`, { viewport: { width: 375, height: 800 }, colorScheme: 'dark' });
    const { page } = open;
    await page.locator('#statistics-rows tr').first().waitFor();

    await page.getByLabel('A row for each').focus();
    await page.keyboard.type('channel');
    await page.getByRole('rowheader', { name: 'email' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).press('Enter'),
    ]);

    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(download.suggestedFilename()).toMatch(/^statistics-\d{4}-\d\d-\d\d\.csv$/);
    expect(lines.map((line) => line.split(',').slice(0, 4).join())).toEqual([
      'channel,accepted,sent,delivered',
      ',2,0,0',
      'email,0,2,2',
      'inbox,0,2,2',
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await open.findFaults()).toEqual([]);
  });

  test('a bounce is a share of what can bounce, however much the inbox got', async () => {
    const email = 'bounce@simulator.amazonses.com';
    const data = { title: 'Not there', body: '' };
    await localSystem.publish({ workflow: 'message', recipients: [{ id: 'hal', email }], data, channels: ['inbox', 'email'] });
    open = await openPage(`${localSystem.system.url}#statistics`, { viewport: { width: 1440, height: 900 } });
    const card = open.page.locator('.stat', { hasText: 'Bounced' });

    await card.locator('.stat-figure').getByText('1', { exact: true }).waitFor();

    expect(await card.locator('.stat-note').textContent()).toBe('33 % of e-mails'); // of three, beside three inbox items
  });
});
