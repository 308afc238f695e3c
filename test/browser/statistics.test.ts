import { readFileSync } from 'node:fs';
import { counters } from '../../contract/statistics/counters.ts';
import { compareVariants } from '../../core/statistics/rules/compare-variants.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

const inInbox = {
  day: '2030-03-15',
  workflow: 'message',
  category: 'general',
  channel: 'inbox',
  locale: 'en',
  experiment: 'words',
};

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

  test('an experiment shows each variant with its weight, a bar and a sentence', async () => {
    const words = { id: 'words', goal: 'read' as const, sample: 100, variants: [{ variant: 'plain' }, { variant: 'short' }] };
    const weighed = { ...words, variants: words.variants.map((each) => ({ ...each, weight: 50 })) };
    const rows = [
      { row: { ...inInbox, variant: 'plain' }, counts: { sent: 1_000, read: 200 } },
      { row: { ...inInbox, variant: 'short' }, counts: { sent: 1_000, read: 260 } },
      { row: { ...inInbox, channel: '-', variant: 'holdout' }, counts: { accepted: 12 } },
    ];
    open = await openPage(localSystem.system.url, { viewport: { width: 375, height: 800 }, colorScheme: 'dark' });
    const { page } = open;
    await page.route('**/local/workflows', async (route) => {
      const { data } = await (await route.fetch()).json();
      await route.fulfill({
        json: { data: data.map((each: object, n: number) => (n === 0 ? { ...each, experiment: weighed } : each)) },
      });
    });
    await page.route('**/v1/statistics?by=variant*', async (route) => {
      const answer = await (await route.fetch()).json();
      await route.fulfill({ json: { ...answer, experiments: [compareVariants(words, rows)] } });
    });
    await page.goto(`${localSystem.system.url}#statistics`);
    await page.reload(); // another part of the same page is not loaded anew

    const section = page.getByRole('region', { name: 'Experiment words' });
    await section.getByText('In the experiment "words", "short" did better than "plain".').waitFor();
    expect(await section.locator('.variant-name').allTextContents()).toEqual(['plain50 % of users', 'short50 % of users']);
    expect(await section.locator('.variant.better .variant-text').textContent()).toContain('260 of 1000 were read in the inbox');
    expect(await section.getByText('12 notifications were held out').isVisible()).toBe(true);
    const [plain = 0, short = 0] = await section
      .locator('.rate')
      .evaluateAll((dots) => dots.map((dot) => dot.getBoundingClientRect().x));
    expect(short).toBeGreaterThan(plain + 10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
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
