import { workflows } from '../../workflows/index.ts';
import { eventually, type Laptop, startLaptop } from '../journeys/laptop.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

const wide = { width: 1440, height: 900 };

describe('the console', () => {
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
    open = await openPage(laptop.system.url, { viewport: wide });
    const { page } = open;
    const ada = page.locator('.inbox').first();

    await page.getByLabel('Workflow', { exact: true }).selectOption('repair-assigned');
    await page.getByRole('checkbox', { name: 'ada' }).check({ force: true }); // its label covers it
    await page.getByRole('button', { name: /^Publish/ }).click();

    for (const station of ['publish', 'ingest', 'plan', 'inbox', 'email', 'ses', 'events'])
      await page.locator(`.station.lit[data-station="${station}"]`).waitFor(); // each as it is passed
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
    open = await openPage(laptop.system.url, { viewport: wide });
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

  test('a user chooses by category, clock and night; what changed elsewhere meanwhile is shown before it is overwritten', async () => {
    open = await openPage(`${laptop.system.url}#people/grace`, { viewport: wide });
    const { page } = open;
    const daily = { categories: { repairs: { digest: 'daily' } } };
    const preferences = () => laptop.call('GET', '/v1/users/grace/preferences', { key: laptop.key() });
    const general = page.getByRole('row', { name: /^general/ });

    await general.getByRole('combobox').selectOption('once a week');
    await laptop.call('PATCH', '/v1/users/grace/preferences', { key: laptop.key(), body: daily });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('grace was changed elsewhere meanwhile.').waitFor();
    expect(
      await page
        .getByRole('row', { name: /^repairs/ })
        .getByRole('combobox')
        .inputValue(),
    ).toBe('daily');
    await general.getByRole('checkbox', { name: 'general: SMS' }).uncheck({ force: true }); // its drawing covers it
    await page.getByLabel('Digests at').fill('17:20');
    await page.getByRole('checkbox', { name: 'Keep quiet' }).check({ force: true });
    await page.getByText('Other nights on some days').click();
    await page.getByLabel('The night that starts on sunday').selectOption('no quiet hours');
    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByText('must be on a quarter of an hour').waitFor();
    expect((await preferences()).body.quiet_hours).toBeUndefined();
    await page.getByLabel('Digests at').fill('17:15');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    expect((await preferences()).body).toMatchObject({
      categories: { general: { sms: 'opted_out', digest: 'weekly' }, repairs: { digest: 'daily' } },
      digest_time: '17:15',
      quiet_hours: { start: '22:00', end: '07:00', days: { sunday: 'none' } },
    });
    await page.getByRole('button', { name: 'Back to the defaults of general' }).click();
    await eventually('the defaults are back', async () => (await preferences()).body.categories.general.chosen.length === 0);
  });

  test('what is scheduled with a key waits in sight until it is canceled, and what has gone is too late', async () => {
    open = await openPage(`${laptop.system.url}#later`, { viewport: wide });
    const { page } = open;
    const publish = (title: string) =>
      page
        .getByLabel('Title')
        .fill(title)
        .then(() => page.getByRole('button', { name: /^Publish/ }).click());

    await page.getByText('When', { exact: false }).first().click();
    await page.getByLabel('Cancellation key').first().fill('lunch');
    await publish('Gone');
    await page.locator('#published .flow-status', { hasText: 'delivered' }).first().waitFor();
    await page.locator('#send-at-shortcuts').getByRole('button', { name: '+1 day' }).click();
    await publish('In time');
    const row = page.locator('.waiting-row', { hasText: 'In time' });
    await row.getByText('lunch').waitFor();
    await page.getByRole('textbox', { name: 'Cancellation key', exact: true }).last().fill('lunch');
    await page.getByRole('button', { name: 'Cancel all with it' }).click();

    await page.locator('#cancel-state').getByText('1 canceled').waitFor();
    await page.locator('#cancel-state').getByText('1 too late').waitFor();
    await row.waitFor({ state: 'detached' });
  });

  test('a digest is let go ahead of its time, and opens in the outbox as a page and as text', async () => {
    const body = { categories: { general: { digest: 'daily' } } };
    await laptop.call('PATCH', '/v1/users/ada/preferences', { key: laptop.key(), body });
    await laptop.publish({ workflow: 'message', recipients: ['ada'], data: { title: 'For the digest', body: 'Soon.' } });
    open = await openPage(`${laptop.system.url}#later`, { viewport: wide });
    const { page } = open;

    await page.locator('.waiting-row', { hasText: 'For the digest' }).getByRole('button', { name: 'Skip ahead' }).click();

    await page.locator('#went-out').getByText('Your day: 1 notification').waitFor();
    await page.locator('.sent-subject').getByText('Your day: 1 notification').waitFor();
    await page.frameLocator('iframe[title="The e-mail"]').getByText('For the digest').last().waitFor();
    await page.locator('#sent').getByRole('button', { name: 'Text', exact: true }).click();
    await page.locator('.sent-text').getByText('For the digest').waitFor();
    await page.getByLabel('Run as if it were').fill('2031-01-01T02:00:00');
    await page.getByRole('button', { name: 'Run clean-up' }).click();
    await page.getByText('clean-up is done as of Wed 1 Jan').waitFor();
    expect(open.complaints).toEqual([]);
  });

  test('a simulation tells when, why, in which words and at what cost, and sends nothing', async () => {
    const choices = { categories: { general: { digest: 'daily' } }, digest_time: '17:15' };
    await laptop.call('PUT', '/v1/users/nell', {
      key: laptop.key(),
      body: { email: 'nell@example.com', timezone: 'Asia/Kolkata' },
    });
    await laptop.call('PATCH', '/v1/users/nell/preferences', { key: laptop.key(), body: choices });
    await laptop.call('PUT', '/v1/users/otto', { key: laptop.key(), body: { email: 'otto@example.com' } });
    open = await openPage(laptop.system.url, { viewport: wide });
    const { page } = open;
    const before = await laptop.outbox();

    await page.getByRole('checkbox', { name: 'ada' }).uncheck({ force: true });
    for (const name of ['nell', 'otto']) await page.getByRole('checkbox', { name }).check({ force: true });
    await page.getByLabel('Title').fill('Only a test');
    await page.getByRole('button', { name: 'Simulate' }).click();

    const [nell, otto] = ['nell', 'otto'].map((user) =>
      page.locator('.simulated', { hasText: user }).locator('.simulated-channel', { hasText: 'E-mail' }),
    );
    await nell?.getByText('waits for a digest', { exact: true }).waitFor();
    await nell?.getByText(', 17:15').waitFor();
    await nell?.getByText('$0.0001').waitFor();
    await nell?.locator('.item-title').getByText('Only a test').waitFor();
    await otto?.locator('summary').click();
    await page.frameLocator('iframe[name^="mail-preview"]').getByRole('heading', { name: 'Only a test' }).waitFor();
    await otto?.getByRole('button', { name: 'Text' }).click();
    await otto?.locator('pre').getByText('Only a test').waitFor();
    expect(await laptop.outbox()).toEqual(before);
    expect(open.complaints).toEqual([]);
  });

  test('who is subscribed to a topic gets what is published to it', async () => {
    open = await openPage(`${laptop.system.url}#people/grace`, { viewport: wide });
    const { page } = open;

    await page.getByLabel('Topic to subscribe to').fill('building:42');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByText('grace is on building:42.').waitFor();
    await page.getByRole('radio', { name: 'A topic' }).check({ force: true });
    await page.getByLabel('Topic', { exact: true }).fill('building:42');
    await page.getByText('On it: grace').waitFor();
    await page.getByLabel('Title').fill('Water is off');
    await page.getByRole('button', { name: /^Publish/ }).click();
    await page.getByRole('link', { name: 'Inboxes' }).click();

    await page.locator('.inbox').nth(1).getByText('Water is off').waitFor();
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Take grace off building:42' }).click();
    await page.getByText('On no topic yet.').waitFor();
  });

  test('a provider that is made to fail is seen to, and is well again when that is cleared', async () => {
    open = await openPage(`${laptop.system.url}#system`, { viewport: wide });
    const { page } = open;
    const ses = page.locator('[data-station="ses"]');

    await page.getByRole('button', { name: 'Set' }).click();
    await page.getByText('SES answers with throttle for 3 calls').waitFor();
    await ses.getByText('throttle').waitFor();
    await page.locator('#faults-form').getByRole('button', { name: 'Clear' }).click();

    await ses.getByText('ready').waitFor();
    expect((await laptop.local('GET', '/faults')).body.data).toEqual([]);
  });

  test('each workflow is offered, and its example publishes', async () => {
    const { body } = await laptop.local('GET', '/workflows');
    const keys = body.data.map(({ key }: { key: string }) => key);

    expect(keys).toEqual(workflows.map(({ key }) => key));
    for (const { key: workflow, example: data } of body.data)
      expect(await laptop.publish({ workflow, data, recipients: ['ada'] })).toMatchObject({ status: 202 });
  });

  test.each([
    { colorScheme: 'light', viewport: wide, parts: ['Inboxes', 'Simulate', 'People', 'Later', 'System'] },
    {
      colorScheme: 'dark',
      viewport: { width: 390, height: 800 },
      parts: ['Publish', 'Inboxes', 'Simulate', 'People', 'Later', 'System', 'Outbox'],
    },
  ] as const)(
    'every part, in $colorScheme at $viewport.width pixels, fits, and axe finds nothing wrong',
    async ({ parts, ...looks }) => {
      open = await openPage(laptop.system.url, { ...looks, reducedMotion: 'reduce' });
      const { page } = open;
      await page.getByRole('button', { name: 'Simulate' }).click();
      await page.locator('.simulated-channel').first().waitFor();

      for (const part of parts) {
        await page.getByRole('link', { name: part, exact: true }).click();
        expect([part, await page.evaluate(() => [document.documentElement.scrollWidth, window.scrollY])]).toEqual([
          part,
          [looks.viewport.width, 0],
        ]);
        expect([part, await open.judge()]).toEqual([part, []]);
      }
      expect(open.complaints).toEqual([]);
    },
  );
});
