import type { Page } from 'playwright-core';
import type { Picture } from './picture.ts';

/** The demo app with Grace's bell open on what Ada has done, and beside it the code that told her. */
export const demoPicture: Picture = {
  file: 'demo.png',
  path: '/demo?as=grace',
  viewport: { width: 1280, height: 800 },
  async show(page) {
    const ada = await page.context().newPage();
    await ada.goto(new URL('/demo?as=ada', page.url()).href);
    await press(ada, 'Approve: R-1043');
    await ada.getByRole('link', { name: 'Clutch slips uphill' }).click();
    await comment(ada, 'The kit is here.');
    await press(ada, 'Let four colleagues comment');
    await ada.getByRole('button', { name: 'Let it go now' }).first().click();
    await page.getByText('Sam Okafor and 3 others commented').waitFor();
    await comment(ada, '@Grace, bay 3 is free from noon.');
    await ada.getByRole('link', { name: 'Repairs', exact: true }).click();
    await press(ada, 'Assign to Grace: R-1048');
    await ada.close();

    const panel = page.getByRole('complementary', { name: 'What just happened' });
    await panel.getByRole('listitem').filter({ hasText: 'SMS' }).getByText('delivered').first().waitFor();
    await page.getByRole('link', { name: 'Repair R-1048 is yours' }).waitFor(); // as a toast: what comes later is told over the list
    await page.getByRole('button', { name: /^Notifications, / }).click();
    await page.getByRole('dialog').getByText('Repair R-1048 is yours').waitFor();
    return undefined;
  },
};

/** Presses a button, and waits until Grace has been told: what she is told first is listed first. */
async function press(page: Page, name: string): Promise<void> {
  const taken = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && answer.url().includes('/demo/api/repairs/'),
  );
  await page.getByRole('button', { name, exact: true }).click();
  await taken;
  const newest = page.getByRole('complementary').getByRole('listitem').first();
  await newest.getByText('delivered').or(newest.getByText('It joined a')).first().waitFor();
}

async function comment(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your comment').fill(text);
  await press(page, 'Comment');
}
