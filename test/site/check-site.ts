// npm run docs -- --check: looks at the built site in Chromium, from a plain file server
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { serveFolder } from '../../bin/docs/serve-folder.ts';
import { closeBrowser, openPage } from '../browser/open-page.ts';

const folder = join(import.meta.dirname, '../../site/dist');
if (!existsSync(folder)) throw new Error('there is no site/dist; npm run docs builds it');
const phone = { width: 390, height: 844 };
const wide = { width: 1280, height: 900 };

/** Pages of each kind, and what has to show on them. */
const looks = [
  { path: '/', see: 'Notifications for your app, in your own AWS account', viewport: wide },
  { path: '/', see: 'A workflow is one file', viewport: phone, colorScheme: 'dark' },
  { path: '/bell.html', see: 'Add a bell', viewport: wide, colorScheme: 'dark' },
  { path: '/settings.html', see: 'All settings', viewport: phone },
  { path: '/bill.html', see: 'Novu Cloud', viewport: wide },
  { path: '/decisions/', see: 'One call of esbuild', viewport: wide },
] as const;

const { url, stop } = await serveFolder(folder);
let done = 0;
try {
  for (const { path, see, ...options } of looks) await look(path, see, options);
  await seeDrawing();
  await findByKeyboard();
  await countBill();
  await seeApi();
  for (const file of ['llms.txt', 'llms-full.txt', 'bell.md', 'openapi.json'])
    assert.ok(readFileSync(join(folder, file), 'utf8').length > 1_000, file);
  console.log(`docs: ${done} looks at the site in Chromium found nothing wrong`);
} finally {
  await closeBrowser();
  stop();
}

/** Opens a page that asks nothing of anybody else, and holds it to axe's rules and to its window's width. */
async function look(path: string, see: string, options: object): Promise<void> {
  await withPage(path, options, async (page, findFaults) => {
    await page.getByText(see).first().waitFor();
    assert.deepEqual(await findFaults(), [], `${path} ${JSON.stringify(options)}`);
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok((content ?? 0) <= (window ?? 0), `${path} is ${content} px wide in a window of ${window}`);
  });
}

async function seeDrawing(): Promise<void> {
  await withPage('/architecture.html', { viewport: wide }, async (page, findFaults) => {
    await page.locator('.drawing svg').first().waitFor();
    assert.deepEqual(await findFaults(), [], 'architecture');
  });
}

/** Searches from the keyboard alone, and opens what was found. */
async function findByKeyboard(): Promise<void> {
  await withPage('/bell.html', { viewport: wide }, async (page) => {
    await page.keyboard.press('Control+K');
    await page.keyboard.type('quiet hours');
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/preferences|messages|users/);
  });
}

async function countBill(): Promise<void> {
  await withPage('/bill.html?users=10000&notifications=1000000', { viewport: wide }, async (page) => {
    const ours = page.locator('.bill-bars .ours output');
    await page
      .getByLabel('Notifications a month')
      .and(page.locator('[value="1000000"]'))
      .or(page.getByLabel('Notifications a month'))
      .first()
      .waitFor();
    const before = await ours.textContent();
    await page.getByLabel('told at once').check();
    await page.waitForFunction((text) => document.querySelector('.bill-bars .ours output')?.textContent !== text, before);
  });
}

async function seeApi(): Promise<void> {
  await withPage('/api/index.html', { viewport: wide }, async (page) => {
    await page.getByText('/v1/notifications', { exact: false }).first().waitFor();
  });
}

async function withPage(
  path: string,
  options: object,
  see: (page: Page, findFaults: () => Promise<string[]>) => Promise<void>,
): Promise<void> {
  const { page, context, complaints, findFaults } = await openPage('about:blank', { reducedMotion: 'reduce', ...options });
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(?:data|blob|about):/.test(request.url())) strangers.push(request.url());
  });
  await page.goto(url + path);
  await see(page, findFaults);
  assert.deepEqual(strangers, [], `${path} asks others`);
  assert.deepEqual(complaints, [], path);
  await context.close();
  done += 1;
}
