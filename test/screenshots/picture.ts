import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page, ViewportSize } from 'playwright-core';
import type { LocalSystem } from '../journeys/own-local-system.ts';

/** A picture of the running product, and how a page is brought to show it. */
export type Picture = {
  /** Its file in `docs/pictures`; the ending says what it is written as. */
  file: `${string}.${'png' | 'webp'}`;
  /** Where the page begins, behind the system's own address. */
  path: string;
  viewport: ViewportSize;
  colorScheme?: 'light' | 'dark';
  /** Brings the page to what is to be seen; answers the part of it that is pictured, else all of the window is. */
  show(page: Page, system: LocalSystem): Promise<Locator | undefined>;
};

const folder = join(import.meta.dirname, '../../docs/pictures');

/** Writes what is to be seen; WebP is a third of what the same picture is as PNG, and GitHub shows it. */
export async function writePicture(page: Page, file: Picture['file'], part: Locator | undefined): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const box = await part?.boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const clip = box ?? { x: 0, y: 0, width, height };
  if (file.endsWith('.png')) {
    await page.screenshot({ path: join(folder, file), clip });
    return;
  }
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 88, clip: { ...clip, scale: 1 } });
  writeFileSync(join(folder, file), Buffer.from(data, 'base64'));
}
