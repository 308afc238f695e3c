// npm run docs -- --check: looks at the built site in Chromium, from a plain file server
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { serveFolder } from '../../bin/docs/serve-folder.ts';
import { closeBrowser, openPage } from '../browser/open-page.ts';

const folder = join(import.meta.dirname, '../../site/dist');
if (!existsSync(folder)) throw new Error('there is no site/dist; npm run docs builds it');
const phone = { width: 390, height: 844 };
const wide = { width: 1280, height: 900 };

/** A look at a page: how it is opened, and what is waited for, which fails when it never comes. */
type Look = { path: string; options?: BrowserContextOptions; see(page: Page): Promise<unknown> };

const shows = (heading: string) => (page: Page) => page.getByRole('heading', { name: heading }).first().waitFor();
const looks: readonly Look[] = [
  { path: '/api/index.html', see: openParts, options: { colorScheme: 'dark' } },
  { path: '/api/index.html', see: shows('Publish'), options: { viewport: phone } },
  { path: '/', see: shows('Notifications for your app, in your own AWS account') },
  { path: '/', see: shows('A workflow is one file'), options: { viewport: phone, colorScheme: 'dark' } },
  { path: '/bell.html', see: shows('Add a bell'), options: { colorScheme: 'dark' } },
  { path: '/settings.html', see: shows('All settings'), options: { viewport: phone } },
  { path: '/decisions/', see: shows('Decisions') },
  { path: '/architecture.html', see: (page) => page.locator('.drawing svg').first().waitFor() },
  { path: '/bell.html', see: searchByKeyboard },
  { path: '/bill.html?users=10000&notifications=1000000', see: countBill },
];

const { url, stop } = await serveFolder(folder);
const faults: string[] = [];
const ahead = [...looks];
await Promise.all([lookOn(), lookOn()]); // two at a time: the pages of the API take axe some ten seconds each
await closeBrowser();
stop();
for (const fault of faults) console.error(fault);
console.log(
  `docs: ${looks.length} looks at the site in Chromium found ${faults.length === 0 ? 'nothing wrong' : `${faults.length} faults`}`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

async function lookOn(): Promise<void> {
  for (let look = ahead.shift(); look !== undefined; look = ahead.shift())
    for (const fault of await faultsOf(look)) faults.push(`${look.path} ${JSON.stringify(look.options ?? {})}: ${fault}`);
}

/** What is wrong with a page: it does not show what it has to, axe finds something, it is wider than its window, or it asks others. */
async function faultsOf({ path, options, see }: Look): Promise<string[]> {
  const { page, context, complaints, findFaults } = await openPage('about:blank', {
    viewport: wide,
    reducedMotion: 'reduce',
    ...options,
  });
  const strangers: string[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(url) && !/^(?:data|blob|about):/.test(response.url()))
      strangers.push(`${response.url()} was asked`);
  });
  try {
    await page.goto(url + path);
    await see(page);
    const [content = 0, window = 0] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    const isTooWide = content > window ? [`${content} px are wide in a window of ${window}`] : [];
    return [...(await findFaults()), ...complaints, ...strangers, ...isTooWide, ...(await lowBlocks(page))];
  } catch (error) {
    return [String(error)];
  } finally {
    await context.close();
  }
}

/** Blocks of code above whose first line there is room for another, which their own buttons take when nothing lays them out. */
async function lowBlocks(page: Page): Promise<string[]> {
  const gaps = await page.locator('div[class*="language-"]').evaluateAll((blocks) =>
    blocks.flatMap((block) => {
      const code = block.querySelector('pre');
      return code === null ? [] : [code.getBoundingClientRect().top - block.getBoundingClientRect().top];
    }),
  );
  return gaps.filter((gap) => gap > 4).map((gap) => `a block of code begins ${Math.round(gap)} px below its edge`);
}

/** Opens what is closed at first in the reference of the API: the address of a route, a property, another shape of a body. */
async function openParts(page: Page): Promise<void> {
  await shows('Publish')(page);
  for (const part of ['button:has(.http-verb)', 'button[aria-label="expand recipients"]', 'button:text-is("topic")'])
    await page.locator(`#api .api-content ${part}`).first().click();
  await page.locator('.property-name:text-is("topic")').first().waitFor();
}

/** Searches from the keyboard alone, and opens what was found first. */
async function searchByKeyboard(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle'); // until then nothing listens for keys
  await page.keyboard.press('Control+k');
  await page.locator('.VPLocalSearchBox input').fill('quiet hours');
  await page.locator('.VPLocalSearchBox .result').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => !address.pathname.endsWith('/bell.html'));
}

/** Reads what was asked for from the address, and changes the sum when a setting is changed. */
async function countBill(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelectorAll('input')[1]?.value === '1000000');
  const sum = page.locator('.bill-bars .ours output');
  const before = await sum.textContent();
  await page.getByLabel('told at once').check();
  await page.waitForFunction((text) => document.querySelector('.bill-bars .ours output')?.textContent !== text, before);
}
