import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium, howToGetChromium } from './find-chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page, and what a person would not see of it. */
export type OpenPage = {
  page: Page;
  context: BrowserContext;
  /** What the content-security policy refused, and what went wrong in scripts. */
  complaints: string[];
  /** What axe finds wrong with the page as it is, one sentence each. */
  findFaults(): Promise<string[]>;
};

let browser: Promise<Browser> | undefined;

/** Opens an address in a window of its own, in the one browser of this test file. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  browser ??= launch();
  const context = await (await browser).newContext({ viewport: { width: 1000, height: 720 }, ...options });
  context.setDefaultTimeout(30_000); // far beyond what anything takes on a busy machine
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
  return { page, context, complaints, findFaults: () => findFaults(page) };
}

/** Ends the browser, if one was started. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(howToGetChromium);
  return chromium.launch({ executablePath, args: ['--no-sandbox'] }); // as root, which a clean machine is, there is no sandbox
}

async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  for (let looks = 1; ; looks += 1) {
    const { faults, hasMoved } = await page.evaluate(lookWhileStill);
    if (faults.length === 0 || !hasMoved || looks === 10) return faults;
  }
}

/**
 * Runs in the page: what axe finds when nothing is on its way from one colour to another; what moves without end is left alone.
 * `hasMoved` says that something began to move while axe looked, so that what it found may have been half lit.
 */
async function lookWhileStill(): Promise<{ faults: string[]; hasMoved: boolean }> {
  const moving = () => document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
  const begins = ['animationstart', 'transitionrun'];
  let hasMoved = false;
  const note = () => {
    hasMoved = true;
  };
  for (let ending = moving(); ending.length > 0; ending = moving())
    await Promise.all(ending.map((each) => each.finished.catch(() => {}))); // one that is canceled has ended as well
  for (const begin of begins) document.addEventListener(begin, note, true);

  const { passes, violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });

  for (const begin of begins) document.removeEventListener(begin, note, true);
  if (passes.length === 0) throw new Error('axe looked at nothing');
  const faults = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
  return { faults, hasMoved: hasMoved || moving().length > 0 };
}
