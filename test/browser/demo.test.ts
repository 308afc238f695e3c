import type { BrowserContextOptions, Page } from 'playwright-core';
import { eventually } from '../journeys/local-system.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

let localSystem: LocalSystem;
let opened: OpenPage[] = [];

beforeAll(async () => {
  localSystem = await startLocalSystem();
});

afterEach(async () => {
  for (const { context } of opened) await context.close();
  opened = [];
});

afterAll(async () => {
  await closeBrowser();
  await localSystem?.stop();
});

const address = (path: string) => new URL(path, localSystem.system.url).href;

async function open(path: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const page = await openPage(address(path), { reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options });
  opened.push(page);
  return page;
}

/** Opens the app as Ada, and as Grace in another tab of the same browser. */
async function openBoth(): Promise<{ ada: Page; grace: Page }> {
  const { page: ada, context } = await open('/demo?as=ada');
  const grace = await context.newPage();
  await grace.goto(address('/demo?as=grace'));
  await grace.getByRole('button', { name: 'Account of Grace Hopper' }).waitFor();
  return { ada, grace };
}

const happened = (page: Page) => page.getByRole('complementary', { name: 'What just happened' });
const entries = (page: Page) =>
  happened(page)
    .getByRole('listitem')
    .filter({ has: page.getByText('The code that published it') });

test('Ada assigns, and in another tab Grace’s bell rings, with a toast that leads to the repair; the panel has code and timeline', async () => {
  const { ada, grace } = await openBoth();

  await ada.getByRole('button', { name: 'Assign to Grace: R-1047' }).click();
  await grace.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
  await grace.getByRole('link', { name: 'Repair R-1047 is yours' }).click();

  await grace.getByRole('heading', { level: 1, name: 'Air conditioning blows warm' }).waitFor();
  expect(new URL(grace.url()).hash).toBe('#/repairs/R-1047');
  await grace.getByRole('button', { name: 'Notifications, none unread' }).waitFor();
  const [newest] = [entries(ada).first()];
  await newest.getByText('Ada assigned R-1047 to Grace').waitFor();
  await newest.getByRole('listitem').filter({ hasText: 'E-mail' }).getByText('delivered').waitFor();
  expect(await newest.locator('pre').textContent()).toMatch(
    /^await bellhop\.notifications\.publish\(\{\n {2}workflow: 'repair-assigned',\n {2}recipients: \['grace'\]/,
  );
  const timeline = await newest.getByRole('link', { name: 'Its timeline' }).getAttribute('href');
  expect(
    (await localSystem.call('GET', `/v1/notifications/${timeline?.slice(2)}`, { key: localSystem.key() })).body,
  ).toMatchObject({
    workflow: 'repair-assigned',
    user: 'grace',
  });
  expect(opened[0]?.complaints).toEqual([]);
});

test('what Grace switches off in the settings does not reach her, and what she chooses is kept', async () => {
  const { ada, grace } = await openBoth();
  const preferences = async () => (await localSystem.as('grace', 'GET', '/v1/me/preferences')).body;

  await grace.getByRole('link', { name: 'Settings', exact: true }).click();
  await grace
    .getByRole('switch', { name: 'Repairs by E-mail' })
    .or(grace.getByRole('checkbox', { name: 'Repairs by E-mail' }))
    .click();
  await grace.getByLabel('Hold what comes at night').click();
  await eventually('both are kept', async () => {
    const { categories, quiet_hours: hours } = await preferences();
    return categories.repairs.email === 'opted_out' && hours?.start === '22:00';
  });
  await grace.getByLabel('Hold what comes at night').click();
  await eventually('the night is gone', async () => (await preferences()).quiet_hours === undefined);
  await grace.getByLabel('Phone').fill('+12025550199');
  await grace.getByRole('button', { name: 'Save addresses' }).click();
  await grace.getByText('Saved', { exact: true }).waitFor();
  await ada.getByRole('button', { name: 'Approve: R-1043' }).click();

  const email = entries(ada).first().getByRole('listitem').filter({ hasText: 'E-mail' });
  await email.getByText('preference opted out').waitFor();
  expect(await localSystem.outbox({ channel: 'email', to: 'grace@example.com' })).not.toContainEqual(
    expect.objectContaining({ subject: expect.stringContaining('R-1043') }),
  );
  expect((await localSystem.call('GET', '/v1/users/grace', { key: localSystem.key() })).body.phone).toBe('+12025550199');
  await localSystem.as('grace', 'PATCH', '/v1/me/preferences', { body: { categories: { repairs: null } } });
});

test('a push message is shown on this device once its user has switched it on, and nobody was asked before', async () => {
  const { page: ada, context } = await open('/demo?as=ada');
  await context.grantPermissions(['notifications'], { origin: localSystem.system.url });
  await context.addInitScript(countAsking);
  const grace = await context.newPage();
  await grace.goto(address('/demo?as=grace#/settings'));
  const devices = async () => (await localSystem.as('grace', 'GET', '/v1/me/devices')).body.data;
  const device = grace.getByRole('switch', { name: 'Notify me on this device' });
  await grace.getByText('Your browser asks for leave').waitFor();
  expect([await devices(), await asked(grace)]).toEqual([[], 0]);

  await device.check();
  await eventually('the device is known', devices);
  expect(await asked(grace)).toBe(1);
  await grace.getByText('have Ada approve a repair of yours').waitFor();
  await ada.getByRole('button', { name: 'Assign to Grace: R-1048' }).click();
  await ada.getByRole('button', { name: 'Approve: R-1048' }).click();

  await eventually('it is shown', async () => (await shown(grace)).includes('Repair R-1048 is approved'));
  await device.uncheck();
  await eventually('the device is forgotten', async () => (await devices()).length === 0);

  await device.check();
  await eventually('the device is known again', async () => (await devices()).length === 1);
  await grace.getByRole('button', { name: 'Account of Grace' }).click();
  await grace.getByRole('button', { name: 'Sign out' }).click();
  await grace.getByRole('heading', { name: 'Sign in to Torque' }).waitFor();
  expect(await devices()).toEqual([]);
});

/** Runs in each page: counts how often its user is asked for leave. */
function countAsking(): void {
  const ask = Notification.requestPermission.bind(Notification);
  const counted = Object.assign(globalThis, { asked: 0 });
  Notification.requestPermission = () => {
    counted.asked += 1;
    return ask();
  };
}

const asked = (page: Page) => page.evaluate(() => (globalThis as typeof globalThis & { asked: number }).asked);

/** The titles of what the browser shows. */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/demo/push-worker.js');
    return (await registration?.getNotifications())?.map(({ title }) => title) ?? [];
  });

test('comments of several are gathered into one notification, which names them; a mention goes at once', async () => {
  const { ada, grace } = await openBoth();
  await ada.getByRole('link', { name: 'Clutch slips uphill' }).click();

  await ada.getByRole('button', { name: 'Mention @Grace' }).click();
  await ada.getByLabel('Your comment').pressSequentially('is the kit there?');
  await ada.getByRole('button', { name: 'Comment', exact: true }).click();
  await grace.getByRole('link', { name: 'Ada mentioned you on repair R-1042' }).waitFor();
  await ada.getByLabel('Your comment').fill('Never mind, I have seen it.');
  await ada.keyboard.press('Control+Enter');
  await grace.getByRole('link', { name: 'Ada Lovelace commented on repair R-1042' }).waitFor();
  await ada.getByRole('button', { name: 'Let four colleagues comment' }).click();
  await entries(ada).first().getByRole('button', { name: 'Let it go now' }).click();

  await grace.getByRole('link', { name: 'Sam Okafor and 3 others commented on repair R-1042' }).waitFor();
});

test('all of it can be done with the keyboard, and the focus is never lost', async () => {
  const { page } = await open('/demo');
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  const press = async (name: string, key = 'Enter') => {
    for (let tabs = 0; !(await focused())?.startsWith(name); tabs += 1) {
      if (tabs === 40) throw new Error(`${name} was not reached`);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press(key);
  };
  await page.getByRole('heading', { name: 'Sign in to Torque' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Assign to Grace: R-1046' }).waitFor();

  await press('Skip to the page');
  await press('Assign to Grace: R-1046', 'Space');
  await eventually('the focus is on the card', async () => (await focused()) === 'Service at 120,000 km');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Service at 120,000 km' }).waitFor();
  await eventually('the focus is on the title', async () => (await focused()) === 'Service at 120,000 km');
  await press('The customer approves');
  await eventually('it offers what is next', async () => (await focused()) === 'It is done');
  await page.keyboard.press('Enter');
  await eventually('the focus is on the title again', async () => (await focused()) === 'Service at 120,000 km');
  await page.reload();
  await press('Account of Ada Lovelace');
  await press('Sign out');

  await eventually('the focus is where one signs in', async () => (await focused()) === 'Sign in to Torque');
});

test.each([
  ['wide and light', { width: 1280, height: 900 }, 'light'],
  ['narrow and dark', { width: 390, height: 844 }, 'dark'],
] as const)(
  'nobody is shut out: %s, axe finds nothing wrong and nothing is wider than the window',
  async (_, viewport, colorScheme) => {
    const { page, findFaults, complaints } = await open('/demo', { viewport, colorScheme });
    const places: Record<string, () => Promise<unknown>> = {
      'sign-in': () => page.getByRole('heading', { name: 'Sign in to Torque' }).waitFor(),
      board: () => page.getByRole('button', { name: /^Ada Lovelace/ }).click(),
      repair: () => page.getByRole('link', { name: 'Brake discs, front axle' }).click(),
      told: () => page.getByRole('button', { name: 'Let four colleagues comment' }).click(),
      settings: () => page.getByRole('link', { name: 'Settings', exact: true }).click(),
      account: () => page.getByRole('button', { name: 'Account of Ada Lovelace' }).click(),
    };

    for (const [place, reach] of Object.entries(places)) {
      await reach();
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (place === 'told') await entries(page).first().getByRole('link', { name: 'Its timeline' }).waitFor();
      if (place === 'settings') await page.getByLabel('Hold what comes at night').waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect([place, overflow, await findFaults()]).toEqual([place, 0, []]);
    }
    expect(complaints).toEqual([]);
  },
);
