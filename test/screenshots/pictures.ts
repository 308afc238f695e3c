import type { Page } from 'playwright-core';
import { demoPicture } from './demo-picture.ts';
import type { Picture } from './picture.ts';

const wide = { width: 1440, height: 900 };

/** Every picture that the pages show of the product. Each begins with what `publishSamples` has published. */
export const pictures: readonly Picture[] = [
  {
    file: 'console.webp',
    path: '/',
    viewport: wide,
    async show(page) {
      await publishFromForm(page, 'repair-assigned');
      await page.locator('#published .progress-status.well').first().waitFor();
      await page.locator('.outbox-row', { hasText: 'R-1043' }).filter({ hasText: 'ada@example.com' }).first().click();
      await page.frameLocator('iframe[title="The e-mail"]').getByRole('heading').first().waitFor();
      await page.locator('.inbox').first().getByText('R-1043').first().waitFor(); // it polls
      return undefined;
    },
  },
  {
    file: 'bell.webp',
    path: '/',
    viewport: { width: 1440, height: 560 }, // the panel is as high as there is room
    async show(page) {
      const ada = page.locator('.inbox').first();
      await ada.getByRole('button', { name: /^Notifications, / }).click();
      await ada.getByRole('dialog').getByText('is approved').first().waitFor();
      return ada.getByRole('dialog');
    },
  },
  {
    file: 'history.webp',
    path: '/#log',
    viewport: wide,
    async show(page) {
      await page.locator('#log-list').getByText('delivered').first().waitFor();
      return page.locator('#log');
    },
  },
  {
    file: 'notification.webp',
    path: '/',
    viewport: { width: 1180, height: 1000 },
    async show(page, system) {
      const [{ id } = { id: '' }] = (await system.as('ada', 'GET', '/v1/me/notifications')).body.data;
      await page.goto(`${system.system.url}/#${id}`);
      await page.locator('#sheet .channel-timeline', { hasText: 'E-mail' }).getByText('delivered').first().waitFor();
      return page.locator('#sheet');
    },
  },
  {
    file: 'email.webp',
    path: '/#workflows/repair-approved',
    viewport: { width: 1440, height: 1200 },
    async show(page) {
      await page.locator('#previews iframe').first().contentFrame().getByRole('heading').first().waitFor();
      return page.locator('#workflows');
    },
  },
  {
    file: 'statistics.webp',
    path: '/#statistics',
    viewport: { width: 1440, height: 1200 },
    async show(page) {
      await page.locator('#statistics-rows tr').first().waitFor();
      await page.locator('#plot-messages canvas').waitFor();
      return page.locator('#statistics');
    },
  },
  {
    file: 'later.webp',
    path: '/#later',
    viewport: wide,
    async show(page) {
      await page.locator('.waiting-row').first().waitFor();
      return page.locator('#later');
    },
  },
  demoPicture,
];

async function publishFromForm(page: Page, workflow: string): Promise<void> {
  await page.getByLabel('Workflow', { exact: true }).selectOption(workflow);
  for (const user of ['ada', 'grace']) await page.getByRole('checkbox', { name: user }).check({ force: true }); // its label covers it
  await page.getByRole('button', { name: /^Publish/ }).click();
}
