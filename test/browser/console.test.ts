import type { Locator, Page } from 'playwright-core';
import { localSubscription } from '../../local/emulators/providers/push/web-push.ts';
import { workflows } from '../../workflows/index.ts';
import { eventually } from '../journeys/local-system.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { sendTracked } from '../journeys/send-tracked.ts';
import { startReceiver } from '../journeys/webhooks/webhook-receiver.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

const wide = { width: 1440, height: 900 };

/** A full hour some hours from now, in UTC. */
const clockAt = (hours: number) => `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 13)}:00`;

/** The request that History shows, as the address has it. */
const requestIn = (page: Page) => page.evaluate(() => new URLSearchParams(location.hash.replace('#log', '')).get('request'));

describe('the console', () => {
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

  test('what is published shows in the inbox, on the bell, in the outbox and as a timeline, and its links lead out', async () => {
    open = await openPage(localSystem.system.url, { viewport: wide });
    const { page } = open;
    const ada = page.locator('.inbox').first();

    await page.getByLabel('Workflow', { exact: true }).selectOption('repair-assigned');
    await page.getByRole('checkbox', { name: 'ada' }).check({ force: true }); // its label covers it
    await page.getByRole('button', { name: /^Publish/ }).click();

    for (const step of ['publish', 'ingest', 'plan', 'inbox', 'email', 'ses', 'events'])
      await page.locator(`.step.passed[data-step="${step}"]`).waitFor(); // each as it is passed
    await ada.locator('.inbox-list').getByText('is yours').first().waitFor();
    await ada.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
    await page
      .locator('#published .progress-line', { hasText: 'E-mail' })
      .locator('.progress-status.well')
      .getByText('delivered')
      .waitFor();
    expect(await page.locator('#published .progress-line', { hasText: 'E-mail' }).locator('.progress-step').count()).toBe(4);
    await page.locator('.outbox-row', { hasText: 'ada@example.com' }).click();
    const link = page.frameLocator('iframe[title="The e-mail"]').getByRole('link').first();
    const [opened] = await Promise.all([open.context.waitForEvent('page'), link.click()]);
    expect(opened.url()).toMatch(/^https:\/\/|^about:blank$|^chrome-error:/);
    await opened.close();

    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.locator('.sent-text').getByText('is yours').waitFor();
    await page.getByRole('link', { name: 'Delivery details' }).click();
    await page.locator('#sheet .channel-timeline', { hasText: 'E-mail' }).getByText('delivered').first().waitFor();
    expect(await open.findFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(open.complaints).toEqual([]);
    expect(await open.findFaults()).toEqual([]);
  });

  test('pane and bell are one inbox: what is done in one shows in the other, and on the server', async () => {
    await localSystem.publish({
      workflow: 'message',
      recipients: ['grace'],
      data: { title: 'For Grace', body: '' },
      channels: ['inbox'],
    });
    open = await openPage(localSystem.system.url, { viewport: wide });
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
    const { body } = await localSystem.as('grace', 'GET', '/v1/me/notifications?archived=true');
    expect(body.data.map(({ title }: { title: string }) => title)).toEqual(['For Grace']);

    await item.hover();
    await item.getByRole('button', { name: 'Restore' }).click();
    await grace.getByRole('button', { name: 'All', exact: true }).first().click();
    await item.hover();
    await item.getByRole('button', { name: 'Snooze 1 h' }).click();
    await grace.getByRole('button', { name: 'Snoozed' }).first().click();
    await item.getByText('back in 60 min').waitFor();
    await item.hover();
    await item.getByRole('button', { name: 'Bring back' }).click();
    await grace.getByText('Nothing snoozed.').waitFor();
  });

  test('a user chooses by category, clock and quiet hours; what changed elsewhere meanwhile is shown before it is overwritten', async () => {
    open = await openPage(`${localSystem.system.url}#users/grace`, { viewport: wide });
    const { page } = open;
    const daily = { categories: { repairs: { digest: 'daily' } } };
    const preferences = () => localSystem.call('GET', '/v1/users/grace/preferences', { key: localSystem.key() });
    const general = page.getByRole('row', { name: /^general/ });

    await general.getByRole('combobox').selectOption('once a week');
    await localSystem.call('PATCH', '/v1/users/grace/preferences', { key: localSystem.key(), body: daily });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The preferences of grace were changed elsewhere.').waitFor();
    expect(
      await page
        .getByRole('row', { name: /^repairs/ })
        .getByRole('combobox')
        .inputValue(),
    ).toBe('daily');
    await general.getByRole('checkbox', { name: 'general: SMS' }).uncheck({ force: true }); // its drawing covers it
    await page.getByLabel('Digest time').fill('17:20');
    await page.getByRole('checkbox', { name: 'Use quiet hours' }).check({ force: true });
    await page.getByText('Other hours on some days').click();
    await page.getByLabel('Quiet hours that start on sunday').selectOption('no quiet hours');
    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByText('must be on a quarter of an hour').waitFor();
    expect((await preferences()).body.quiet_hours).toBeUndefined();
    await page.getByLabel('Digest time').fill('17:15');
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

  test('preferences that are saved while another user is chosen do not take the place of theirs', async () => {
    open = await openPage(`${localSystem.system.url}#users/grace`, { viewport: wide });
    const { page } = open;
    const { promise: chosen, resolve: goOn } = Promise.withResolvers<void>();
    await page.route('**/v1/users/grace/preferences', async (route) => {
      if (route.request().method() === 'PATCH') await chosen;
      await route.continue();
    });

    await page.getByText(/^It is .* for grace\.$/).waitFor();
    await page.getByLabel('Digest time').fill('18:45');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByLabel('Which user').selectOption('ada');
    await page.getByText(/^It is .* for ada\.$/).waitFor();
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    goOn();
    await (await saved).finished();

    await page.evaluate(() => new Promise((done) => setTimeout(done))); // the page handles the answer
    const { body } = await localSystem.call('GET', '/v1/users/ada/preferences', { key: localSystem.key() });
    expect(body.digest_time).not.toBe('18:45');
    expect(await page.getByLabel('Digest time').inputValue()).toBe(body.digest_time);
  });

  test('what is scheduled with a key waits in sight until it is canceled, and what has gone is too late', async () => {
    open = await openPage(`${localSystem.system.url}#later`, { viewport: wide });
    const { page } = open;
    const publish = (title: string) =>
      page
        .getByLabel('Title')
        .fill(title)
        .then(() => page.getByRole('button', { name: /^Publish/ }).click());

    await page.getByText('When', { exact: false }).first().click();
    await page.getByLabel('Cancellation key').first().fill('lunch');
    await publish('Gone');
    await page.locator('#published .progress-status', { hasText: 'delivered' }).first().waitFor();
    await page.locator('#send-at-shortcuts').getByRole('button', { name: '+1 day' }).click();
    await publish('In time');
    const row = page.locator('.waiting-row', { hasText: 'In time' });
    await row.getByText('lunch').waitFor();
    await page.getByRole('textbox', { name: 'Cancellation key', exact: true }).last().fill('lunch');
    await page.getByRole('button', { name: 'Cancel all with this key' }).click();

    await page.locator('#cancel-state').getByText('1 canceled').waitFor();
    await page.locator('#cancel-state').getByText('1 too late').waitFor();
    await row.waitFor({ state: 'detached' });
  });

  test('a schedule is listed with its next ten times, and paused, resumed and run by keyboard', async () => {
    const body = { id: 'mondays', workflow: 'message', recipients: ['ada'], data: { title: 'It is Monday', body: 'Hello' } };
    await localSystem.call('POST', '/v1/schedules', { key: localSystem.key(), body: { ...body, cron: '0 9 * * mon' } });
    open = await openPage(`${localSystem.system.url}/#later`, { viewport: wide, reducedMotion: 'reduce' });
    const { page } = open;
    const row = page.locator('#schedules li', { hasText: 'mondays' });
    await row.getByText('0 9 * * mon · UTC').waitFor();

    await row.getByRole('button', { name: 'Pause: mondays' }).focus();
    await page.keyboard.press('Enter');
    await row.getByText('if resumed: ').waitFor();
    expect(await row.getByLabel('Next times of mondays').count()).toBe(0);
    await row.getByRole('button', { name: 'Resume: mondays' }).waitFor();
    await eventually('the button has kept the focus', async () =>
      row.getByRole('button', { name: 'Resume: mondays' }).evaluate((button) => button === document.activeElement),
    );
    await page.keyboard.press('Enter');
    await row.getByRole('button', { name: 'Pause: mondays' }).waitFor();
    await row.getByRole('button', { name: 'Run now: mondays' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#schedules-state', { hasText: 'mondays is running.' }).waitFor();
    await eventually('it has run', async () => {
      const { body: story } = await localSystem.call('GET', '/v1/schedules/mondays', { key: localSystem.key() });
      return story.history.length > 0;
    });
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    await row.getByLabel('Last runs of mondays').getByText('by hand').waitFor();

    expect(await row.getByLabel('Next times of mondays').getByRole('listitem').count()).toBe(10);
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
    await localSystem.call('DELETE', '/v1/schedules/mondays', { key: localSystem.key() });
  });

  test('a webhook is listed with its state and what its receiver answered, and tested, replayed and disabled by keyboard', async () => {
    const receiver = await startReceiver();
    receiver.next({ status: 204 }, { status: 201 });
    const body = { url: receiver.url, events: ['message.bounced'] };
    const { body: webhook } = await localSystem.call('POST', '/v1/webhooks', { key: localSystem.key(), body });
    open = await openPage(`${localSystem.system.url}/#system`, { viewport: wide, reducedMotion: 'reduce' });
    const { page } = open;
    const row = page.locator('#webhooks > li', { hasText: receiver.url });
    await row.getByText('wants message.bounced').waitFor();
    const press = async (name: RegExp) => {
      await row.getByRole('button', { name }).first().focus();
      await page.keyboard.press('Enter');
    };

    await press(/^Test/);
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    const delivery = row.getByRole('listitem').filter({ hasText: 'webhook.test' });
    await delivery.getByText('204', { exact: true }).waitFor();
    await press(/^Replay: webhook.test/);
    await delivery.getByText('204, 201', { exact: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Replay: webhook.test/);
    expect(await open.findFaults()).toEqual([]);
    await press(/^Disable/);
    await row.getByText('disabled: by a call').waitFor();
    await row.getByRole('button', { name: /^Enable/ }).waitFor();

    expect(receiver.received).toHaveLength(2);
    expect(await row.getByRole('button', { name: /^Test/ }).count()).toBe(0);
    await press(/^Delete/);
    await page.getByRole('button', { name: 'Yes, in local' }).press('Enter');
    await page.getByText(`${receiver.url} is deleted.`).waitFor();
    expect((await localSystem.call('GET', `/v1/webhooks/${webhook.id}/deliveries`, { key: localSystem.key() })).status).toBe(404);
    expect(open.complaints).toEqual([]);
    await receiver.stop();
  });

  test('a key is made, copied, used, and revoked by keyboard; its secret is shown once, and in no list', async () => {
    open = await openPage(`${localSystem.system.url}/#keys`, { viewport: wide, reducedMotion: 'reduce' });
    const { page } = open;
    await open.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const row = page.locator('#key-list > li', { hasText: 'shop server' });
    await page.locator('#key-list > li', { hasText: "this machine's live key" }).getByText('live, of this console').waitFor();
    expect(await page.locator('#key-list > li', { hasText: "this machine's" }).getByRole('button').count()).toBe(0);

    await page.getByRole('button', { name: 'Make it' }).press('Enter');
    await page.getByText('name must say what the key is for').waitFor();
    await page.getByLabel('What it is for').fill('shop server');
    await page.getByLabel('Tenant').fill('acme');
    await page.keyboard.press('Enter');
    await page.getByText('Keep its secret now: it cannot be shown again.').waitFor();
    await row.getByText('makes the calls of a server, for the tenant acme alone; made').waitFor();
    expect(await open.findFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Copy the secret' }).press('Enter');
    await page.locator('.copy[data-copied="yes"]').waitFor();
    const secret = await page.evaluate(() => navigator.clipboard.readText());
    expect((await localSystem.call('GET', '/v1/users', { key: secret })).status).toBe(200);
    await page.getByRole('button', { name: 'I have it' }).press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('key-name');
    expect(await page.content()).not.toContain(secret);

    await row.getByRole('button', { name: 'Revoke shop server' }).press('Enter');
    await page.getByRole('heading', { name: 'Revoke “shop server”' }).waitFor();
    await page.keyboard.press('Enter'); // what has the focus changes nothing
    await page.getByText('Nothing was changed.').waitFor();
    await row.getByRole('button', { name: 'Revoke shop server' }).press('Enter');
    await page.getByRole('button', { name: 'Yes, in local' }).press('Enter');
    await row.getByText('revoked').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    await page.setViewportSize({ width: 375, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  test('schedules are listed by the first answer, and nothing says before it that there are none', async () => {
    const body = {
      id: 'at-once',
      workflow: 'message',
      recipients: ['ada'],
      data: { title: 'Listed', body: '' },
      cron: '0 9 * * *',
    };
    await localSystem.call('POST', '/v1/schedules', { key: localSystem.key(), body });
    open = await openPage(`${localSystem.system.url}/openapi`, { viewport: wide });
    const { page } = open;
    const answer = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await page.route('**/v1/schedules?*', async (route) => {
      asked.resolve();
      await answer.promise;
      await route.continue();
    });
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 3_600_000); // no second round ever comes

    await page.goto(`${localSystem.system.url}/#later`);
    await asked.promise;
    expect(await page.locator('#schedules-empty').isVisible()).toBe(false);
    answer.resolve();

    await page.locator('#schedules li', { hasText: 'at-once' }).waitFor();
    expect(await page.locator('#schedules-empty').isVisible()).toBe(false);
    await localSystem.call('DELETE', '/v1/schedules/at-once', { key: localSystem.key() });
  });

  test('a digest is let go ahead of its time, and opens in the outbox as a page and as text', async () => {
    const body = { categories: { general: { digest: 'daily' } } };
    await localSystem.call('PATCH', '/v1/users/ada/preferences', { key: localSystem.key(), body });
    await localSystem.publish({ workflow: 'message', recipients: ['ada'], data: { title: 'For the digest', body: 'Soon.' } });
    open = await openPage(`${localSystem.system.url}#later`, { viewport: wide });
    const { page } = open;

    await page.locator('.waiting-row', { hasText: 'For the digest' }).getByRole('button', { name: 'Send now' }).click();

    await page.locator('#job-results').getByText('Your day: 1 notification').waitFor();
    await page.locator('.sent-subject').getByText('Your day: 1 notification').waitFor();
    await page.frameLocator('iframe[title="The e-mail"]').getByText('For the digest').last().waitFor();
    await page.locator('#sent').getByRole('button', { name: 'Text', exact: true }).click();
    await page.locator('.sent-text').getByText('For the digest').waitFor();
    await page.getByLabel('Run as of').fill('2031-01-01T02:00:00');
    await page.getByRole('button', { name: 'Run clean-up' }).click();
    await page.getByText('clean-up is done as of Wed, 1 Jan 2031').waitFor();
    expect(open.complaints).toEqual([]);
  });

  test('a tracked e-mail that is shown, and a link of it that is followed, say so in the timeline', async () => {
    const to = 'hedy@example.com';
    const recipients = [{ id: 'hedy', email: to }];
    const data = { title: 'Not tracked', body: '' };
    const { body } = await localSystem.publish({ workflow: 'message', recipients, data, channels: ['email'] });
    const { id: notificationId } = body.notifications[0];
    await eventually('it was sent', async () => (await localSystem.outbox({ notification: notificationId })).length === 1);
    const html = '<html><head></head><body>Hello, <a href="https://app.example.com/orders/7">your order</a></body></html>';
    const mail = await sendTracked(localSystem.system, { notificationId, to, html });

    open = await openPage(`${localSystem.system.url}#outbox/${mail}`, { viewport: wide });
    const { page } = open;
    const link = page.frameLocator('iframe[title="The e-mail"]').getByRole('link', { name: 'your order' });
    const [followed] = await Promise.all([open.context.waitForEvent('page'), link.click()]);
    await followed.close();
    const path = `/v1/notifications/${notificationId}`;
    await eventually('SES has told of both', async () => {
      const { timeline } = (await localSystem.call('GET', path, { key: localSystem.key() })).body;
      const types = timeline.map(({ type }: { type: string }) => type).join(' ');
      return types.includes('opened') && types.includes('clicked');
    });
    await page.getByRole('link', { name: 'Delivery details' }).click();

    const steps = page.locator('#sheet .channel-timeline', { hasText: 'E-mail' });
    await steps.getByText('The e-mail was opened').first().waitFor();
    await steps.getByText('A link to app.example.com in the e-mail was clicked').first().waitFor();
    expect(open.complaints).toEqual([]);
  });

  test('a dry run tells when, why, in which words and at what cost, and sends nothing', async () => {
    const choices = { categories: { general: { digest: 'daily' } }, digest_time: '17:15' };
    await localSystem.call('PUT', '/v1/users/nell', {
      key: localSystem.key(),
      body: { email: 'nell@example.com', timezone: 'Asia/Kolkata' },
    });
    await localSystem.call('PATCH', '/v1/users/nell/preferences', { key: localSystem.key(), body: choices });
    await localSystem.call('PUT', '/v1/users/otto', { key: localSystem.key(), body: { email: 'otto@example.com' } });
    open = await openPage(localSystem.system.url, { viewport: wide });
    const { page } = open;
    const before = await localSystem.outbox();
    const assigned = { experiment: 'words', variant: 'short', variant_because: 'the experiment "words" shows it' };
    await page.route('**/v1/notifications/dry-run', async (route) => {
      const { data, refused } = await (await route.fetch()).json();
      await route.fulfill({ json: { data: data.map((user: object) => ({ ...user, ...assigned })), refused } });
    });

    await page.getByRole('checkbox', { name: 'ada' }).uncheck({ force: true });
    for (const name of ['nell', 'otto']) await page.getByRole('checkbox', { name }).check({ force: true });
    await page.getByLabel('Title').fill('Only a test');
    await page.getByRole('button', { name: 'Dry run' }).click();

    const [nell, otto] = ['nell', 'otto'].map((user) =>
      page.locator('.dry-run-user', { hasText: user }).locator('.dry-run-channel', { hasText: 'E-mail' }),
    );
    await nell?.getByText('waits for a digest', { exact: true }).waitFor();
    await nell?.getByText(', 17:15').waitFor();
    await nell?.getByText('$0.0001').waitFor();
    await nell?.locator('.item-title').getByText('Only a test').waitFor();
    await page.getByText('Variant "short": the experiment "words" shows it.').first().waitFor();
    await otto?.locator('summary').click();
    await otto?.frameLocator('iframe').getByRole('heading', { name: 'Only a test' }).waitFor();
    await otto?.getByRole('button', { name: 'Text' }).click();
    await otto?.locator('pre').getByText('Only a test').waitFor();
    expect(await localSystem.outbox()).toEqual(before);
    expect(open.complaints).toEqual([]);
  });

  test('who is subscribed to a topic gets what is published to it', async () => {
    open = await openPage(`${localSystem.system.url}#users/grace`, { viewport: wide });
    const { page } = open;

    await page.getByLabel('Topic to subscribe to').fill('building:42');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByText('grace is subscribed to building:42.').waitFor();
    await page.getByRole('radio', { name: 'A topic' }).check({ force: true });
    await page.getByLabel('Topic', { exact: true }).fill('building:42');
    await page.getByText('Subscribers: grace').waitFor();
    await page.getByLabel('Title').fill('Water is off');
    await page.getByRole('button', { name: /^Publish/ }).click();
    await page.getByRole('link', { name: 'Inboxes' }).click();

    await page.locator('.inbox').nth(1).getByText('Water is off').waitFor();
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('button', { name: 'Unsubscribe grace from building:42' }).click();
    await page.getByText('Not subscribed to any topic.').waitFor();
  });

  test('a provider that is made to fail shows it, and is ready again when that is cleared', async () => {
    open = await openPage(`${localSystem.system.url}#system`, { viewport: wide });
    const { page } = open;
    const ses = page.locator('[data-step="ses"]');

    await page.getByRole('button', { name: 'Set' }).click();
    await page.getByText('SES answers with throttle for 3 calls').waitFor();
    await ses.getByText('throttle').waitFor();
    await page.locator('#faults-form').getByRole('button', { name: 'Clear' }).click();

    await ses.getByText('ready').waitFor();
    expect((await localSystem.local('GET', '/faults')).body.data).toEqual([]);
  });

  test('what a queue holds is told whole in the pipeline, of twelve that wait as of one', async () => {
    open = await openPage(`${localSystem.system.url}#system`, { viewport: wide });
    const { page } = open;
    await page.route('**/local/queues', async (route) => {
      const { data } = await (await route.fetch()).json();
      await route.fulfill({ json: { data: data.map((queue: object) => ({ ...queue, waiting: 0, in_flight: 0, delayed: 12 })) } });
    });

    for (const queue of ['ingest', 'email', 'sms'])
      await page.locator(`#map [data-queue="${queue}"]`, { hasText: '12 delayed' }).waitFor();
    const cut = await page
      .locator('#map .step-note')
      .evaluateAll((notes) => notes.filter((note) => note.scrollWidth > note.clientWidth).map(({ textContent }) => textContent));
    expect(cut).toEqual([]);
  });

  test('of many users a few are offered, and the others are found by typing; who is chosen stays in sight', async () => {
    for (let n = 10; n < 40; n += 1)
      await localSystem.call('PUT', `/v1/users/crowd-${n}`, {
        key: localSystem.key(),
        body: { email: `crowd-${n}@example.com` },
      });
    open = await openPage(localSystem.system.url, { viewport: wide });
    const { page } = open;
    const boxes = page.locator('#known-users').getByRole('checkbox');
    const search = page.getByRole('searchbox', { name: 'Find users to publish to' });

    await search.waitFor();
    expect(await boxes.count()).toBeLessThanOrEqual(13); // ada, and twelve others
    expect((await page.locator('#known-users').boundingBox())?.height).toBeLessThanOrEqual(150);
    await search.fill('CROWD-37');
    expect(await boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value))).toEqual(['ada', 'crowd-37']);
    await search.press('Enter');
    await page.getByText('2 of ').waitFor();
    await page.getByRole('checkbox', { name: 'ada' }).uncheck({ force: true });
    await page.getByLabel('Title').fill('For one of many');
    await page.getByRole('button', { name: /^Publish/ }).click();

    await page.locator('#published .request-user').first().waitFor();
    expect(await page.locator('#published .request-user').allTextContents()).toEqual(['crowd-37']);
    expect(await open.findFaults()).toEqual([]);
  });

  test('what was published before the console was opened is listed, with how far it has come, and opens', async () => {
    const data = { title: 'Before it was opened', body: '' };
    const { body } = await localSystem.publish({ workflow: 'message', recipients: ['otto'], data });
    await eventually('it is dispatched', async () => {
      const { status } = await localSystem.call('GET', `/v1/notifications/${body.notifications[0].id}`, {
        key: localSystem.key(),
      });
      return status === 200;
    });
    open = await openPage(localSystem.system.url, { viewport: wide });
    const { page } = open;
    const earlier = page.locator('#history .request', { hasText: 'Before it was opened' });

    await earlier.getByText('delivered').first().waitFor();
    await page.getByLabel('Title').fill('From this page');
    await page.getByRole('button', { name: /^Publish/ }).click();
    await page.locator('#published .progress-status.well').first().waitFor();
    await page.waitForResponse((response) => response.url().endsWith('/local/recent'));
    expect(await page.locator('#history .request', { hasText: 'From this page' }).count()).toBe(0);
    await earlier.getByRole('link').first().click();

    await page.locator('#sheet .channel-timeline').first().waitFor();
  });

  test('a channel that is added has its steps, its tab and its field, with nothing told to the console but the list', async () => {
    open = await openPage(localSystem.system.url, { viewport: wide });
    const { page } = open;
    const pager = {
      name: 'pager',
      title: 'Pager',
      icon: 'channel',
      queues: [{ name: 'pager', title: 'Pager' }],
      provider: { name: 'beeper', title: 'Beeper' },
      providers: [{ name: 'beeper', title: 'Beeper' }],
      many: 'pages',
      address: { field: 'pagers', noun: 'pager', wanted: 'a pager, like p1', is_list: true },
    };
    await page.route('**/local/channels', async (route) => {
      const { data } = await (await route.fetch()).json();
      await route.fulfill({ json: { data: [...data, { ...data.at(-1), ...pager }] } });
    });
    await page.reload();

    await page.locator('#map .step.provider', { hasText: 'Beeper' }).waitFor();
    expect(await page.locator('#map .step.queue b').allTextContents()).toEqual([
      'E-mail',
      'Bulk',
      'SMS',
      'Chat',
      'Push',
      'Pager',
    ]);
    await page.locator('#outbox-filter').getByRole('button', { name: 'Pager' }).waitFor();
    const listed: (typeof pager)[] = [...(await localSystem.local('GET', '/channels')).body.data, pager];
    expect(listed.length).toBeGreaterThan(1);
    expect(await page.locator('#fault-service option').allTextContents()).toEqual(
      listed.flatMap(({ providers, many }) => providers.map(({ title }) => `${title}, ${many}`)),
    );
    await page.getByText('Add a new user').click();
    await page.getByRole('textbox', { name: 'Pager' }).waitFor();
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  test('the API is a page: every operation is there, is found by a word, and opens by keyboard', async () => {
    const body = await (await fetch(new URL('/v1/openapi.json', localSystem.system.url))).json();
    const count = Object.values(body.paths as Record<string, object>).flatMap(Object.keys).length;
    open = await openPage(localSystem.system.url, { viewport: wide });
    const { page } = open;

    await page.getByRole('link', { name: 'API' }).click();
    await page.getByText(`${count} operations`).waitFor();
    await page.getByRole('searchbox').fill('unread-count');
    await page.getByText('1 operation', { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await page.getByText('counts: {').waitFor();
    expect(open.complaints).toEqual([]);
    expect(await open.findFaults()).toEqual([]);
  });

  test('a push message is shown as the notification of a phone, and a device of its user is removed', async () => {
    const { endpoints, url } = localSystem.system;
    const key = localSystem.key();
    for (const id of ['desktop', 'phone'])
      await localSystem.call('PUT', '/v1/users/ada/devices', { key, body: localSubscription(id, endpoints.providers) });
    open = await openPage(`${url}/#workflows/repair-approved`, { viewport: wide });
    const { page } = open;

    await page.locator('.push-notification').getByText('has approved it. You can start.').waitFor();
    await page.locator('#preview-screen').getByRole('button', { name: 'Dark' }).click();
    await page.locator('.previews[data-screen="dark"] .push-notification').waitFor();
    expect(await open.findFaults()).toEqual([]);

    await page.goto(`${url}/#users/ada`);
    await page.locator('#user-devices li').nth(1).waitFor();
    await page.getByRole('button', { name: 'Remove Web push' }).first().press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('#user-devices li').length === 1);
    expect((await localSystem.call('GET', '/v1/users/ada/devices', { key })).body.data).toHaveLength(1);
    expect(open.complaints).toEqual([]);
    expect(await open.findFaults()).toEqual([]);
  });

  test('a chat is connected to a user and to a room, is listed without its secret, and is removed when asked', async () => {
    const { url } = localSystem.system;
    const key = localSystem.key();
    const secret = 'https://hooks.slack.com/services/T00000000/B00000000/secretsecret';
    const connectIn = async (place: Locator) => {
      await place.getByRole('textbox', { name: 'Name of the connection' }).fill('ops');
      await place.getByRole('textbox', { name: 'URL of its webhook' }).fill(secret);
      await place.getByRole('button', { name: 'Connect' }).press('Enter');
      await place.getByText('ops is connected.').waitFor();
    };
    await localSystem.call('PUT', '/v1/users/ada', { key, body: {} });
    open = await openPage(`${url}/#users/ada`, { viewport: wide });
    const { page } = open;

    await connectIn(page.locator('#user-chats'));
    expect(await page.locator('#user-chats li').innerText()).toContain('https://hooks.slack.com/…');
    expect(await page.content()).not.toContain('secretsecret');
    expect(await open.findFaults()).toEqual([]);
    await page.locator('#user-chats').getByRole('button', { name: 'Remove ops' }).press('Enter');
    await page.locator('#ask-first').getByRole('button', { name: 'Yes' }).press('Enter');
    await page.locator('#user-chats').getByText('ops is removed.').waitFor();

    await page.getByRole('combobox', { name: 'Topic whose chats to show' }).fill('building:42');
    await page.getByRole('button', { name: 'Show its chats' }).press('Enter');
    await connectIn(page.locator('#room-chats'));
    const room = await localSystem.call('GET', '/v1/topics/building:42/chat-connections', { key });
    expect(room.body.data).toMatchObject([{ id: 'ops', kind: 'slack' }]);
    expect((await localSystem.call('GET', '/v1/users/ada/chat-connections', { key })).body.data).toEqual([]);
    expect(open.complaints).toEqual([]);
    expect(await open.findFaults()).toEqual([]);
  });

  test('how a workflow reads as a batch is shown for so many as are asked for', async () => {
    open = await openPage(`${localSystem.system.url}/#workflows/repair-commented`, { viewport: wide });
    const { page } = open;
    const inbox = page.getByRole('region', { name: 'Inbox', exact: true }).and(page.locator('.channel-preview'));

    await page.getByText('the first goes at once, what follows with one key is gathered for 30 minutes').waitFor();
    await inbox.getByText('Repair R-1043 has a new comment').waitFor();
    await page.getByLabel('As a batch of').fill('7');
    await page.keyboard.press('Enter');

    await inbox.getByText('Ann and 6 others commented on repair R-1043').waitFor();
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  test('a workflow whose e-mails go into a digest is shown as an e-mail of its own, and as it stands in the digest', async () => {
    open = await openPage(`${localSystem.system.url}/#workflows/message`, { viewport: wide });
    const { page } = open;
    // as a stage answers whose setting `digest` is daily
    await page.route('**/v1/notifications/dry-run', async (route) => {
      const answer = await route.fetch();
      const json = await answer.json();
      const email = json.data[0].channels.find(({ channel }: { channel: string }) => channel === 'email');
      if (route.request().postDataJSON().priority !== 'urgent')
        Object.assign(email, { decision: 'digest', cadence: 'daily', copy: { digest: { title: 'Welcome, in a line' } } });
      await route.fulfill({ response: answer, json });
    });
    await page.locator('#preview-language').fill('en-GB');
    await page.keyboard.press('Enter');
    const email = page.locator('#previews').getByRole('region', { name: 'E-mail', exact: true });

    await email.getByText("It goes into the user's daily digest unless they choose otherwise, and reads there:").waitFor();
    expect(await email.getByText('Welcome, in a line').isVisible()).toBe(true);
    expect(await email.getByRole('button', { name: 'Source' }).isVisible()).toBe(true);
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  test('a workflow is shown in its languages and as source, with what is worth a look, what an SMS costs where, and the fields that are wrong', async () => {
    open = await openPage(`${localSystem.system.url}/#workflows/repair-assigned`, { viewport: wide });
    const { page } = open;
    const shown = (channel: string) => page.locator('#previews').getByRole('region', { name: channel, exact: true });

    await shown('Inbox').getByText('Repair R-1043 is yours').waitFor();
    await page.getByRole('group', { name: 'Language that it has words in' }).getByRole('button', { name: 'de' }).press('Enter');
    await shown('Inbox').getByText('Reparatur R-1043 ist Ihre').waitFor();
    await shown('E-mail').getByText('All checks are good').press('Enter');
    await shown('E-mail').getByText('There is a plain-text part that says the same.').waitFor();
    await shown('E-mail').getByRole('button', { name: 'Source' }).press('Enter');
    await shown('E-mail').getByText('<!doctype html>').waitFor();
    await shown('SMS').getByText('Parts and price by country').press('Enter');
    await shown('SMS')
      .getByRole('row', { name: /^United Kingdom \d \$0\.\d+$/ })
      .waitFor();
    await shown('SMS')
      .getByRole('row', { name: /^Germany \d not allowed by smsCountries$/ })
      .waitFor();
    expect(await open.findFaults()).toEqual([]);

    await page.locator('#preview-form').getByText('Data', { exact: true }).press('Enter');
    await page.getByLabel('Data, as JSON').fill('{ "technician": 7 }');
    await page.locator('#preview-form').getByText('technician: must be text').waitFor();
    await page.locator('#preview-form').getByText('repair_number: must be').waitFor();
    await shown('Inbox').getByText('Reparatur R-1043 ist Ihre').waitFor();
    await page.getByLabel('Data, as JSON').fill('{');
    await page.locator('#preview-form').getByText('not JSON').waitFor();
    expect(await open.findFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Back to the example' }).press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('#preview-form .problem').length === 0);
    expect(open.complaints.filter((complaint) => !complaint.includes('422'))).toEqual([]); // the answer that names the fields
  });

  test('a template that was saved broken is told with its lines, above what is sent still, until it is mended', async () => {
    let said: object = {};
    open = await openPage(`${localSystem.system.url}/#workflows/message`, { viewport: wide });
    const { page } = open;
    await page.route('**/local/workflows', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), ...said } });
    });
    await page.locator('#previews').getByText('Welcome aboard').first().waitFor();
    const lines = [
      { number: 6, text: '  return (' },
      { number: 7, text: '    <Layuot>' },
    ];

    said = {
      edition: 1,
      fault: { message: 'Layuot is not defined', file: 'workflows/message/email.tsx', line: 7, column: 6, lines },
    };
    await page.getByRole('alert').getByText('workflows/message/email.tsx, line 7 cannot be used').waitFor();
    expect(await page.getByRole('alert').locator('mark').innerText()).toMatch(/^ +7 +<Layuot>\n +\^/);
    expect(await page.locator('#previews').getByText('Welcome aboard').first().isVisible()).toBe(true);
    expect(await open.findFaults()).toEqual([]);

    said = { edition: 2 };
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    expect(open.complaints).toEqual([]);
  });

  test('each workflow is offered, and its example publishes', async () => {
    const { body } = await localSystem.local('GET', '/workflows');
    const keys = body.data.map(({ key }: { key: string }) => key);

    expect(keys).toEqual(workflows.map(({ key }) => key));
    for (const { key: workflow, example: data } of body.data)
      expect(await localSystem.publish({ workflow, data, recipients: ['ada'] })).toMatchObject({ status: 202 });
  });

  test.each([
    {
      colorScheme: 'light',
      viewport: { width: 1280, height: 660 },
      parts: ['Inboxes', 'Dry run', 'Users', 'Later', 'Statistics', 'System', 'Keys'],
    },
    {
      colorScheme: 'dark',
      viewport: { width: 390, height: 800 },
      parts: ['Publish', 'Inboxes', 'Dry run', 'Users', 'Later', 'Statistics', 'System', 'Keys', 'Outbox'],
    },
  ] as const)(
    'every part, in $colorScheme at $viewport.width pixels, fits, and axe finds nothing wrong',
    async ({ parts, ...looks }) => {
      open = await openPage(localSystem.system.url, { ...looks, reducedMotion: 'reduce' });
      const { page } = open;
      await page.getByRole('button', { name: 'Dry run' }).click();
      await page.locator('.dry-run-channel').first().waitFor();

      for (const part of parts) {
        const link = page.getByRole('link', { name: part, exact: true });
        await expect(link.boundingBox().then((box) => box && box.x + box.width)).resolves.toBeLessThanOrEqual(
          looks.viewport.width,
        );
        await link.click();
        if (looks.viewport.width >= 1200)
          // what does not fit scrolls in its pane
          expect([part, await page.evaluate(() => document.documentElement.scrollHeight)]).toEqual([part, looks.viewport.height]);
        expect([part, await page.evaluate(() => [document.documentElement.scrollWidth, window.scrollY])]).toEqual([
          part,
          [looks.viewport.width, 0],
        ]);
        expect([part, await open.findFaults()]).toEqual([part, []]);
      }
      expect(open.complaints).toEqual([]);
    },
  );

  test('a broadcast is counted, asked about and started by keyboard; how far it is shows, and there it is stopped', async () => {
    const key = localSystem.key();
    for (const id of ['uma', 'vic'])
      await localSystem.call('PUT', `/v1/users/${id}`, { key, body: { attributes: { club: 'chess' } } });
    open = await openPage(localSystem.system.url, { viewport: wide });
    const { page } = open;
    const sure = page.getByRole('dialog', { name: /^Send “message” to 2 of \d+ users\?$/ });

    await page.getByLabel('Title').fill('Chess tonight');
    await page.getByRole('radio', { name: 'Users' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Attribute').fill('club');
    await page.getByLabel('In a minute, at most').fill('1'); // the second page is a minute away
    await page.getByLabel('Value').fill('golf');
    await page.keyboard.press('Enter');
    await page.getByText(/^0 of \d+ users\.$/).waitFor();
    await page.getByLabel('Value').fill('chess');
    expect(await open.findFaults()).toEqual([]);
    await page.keyboard.press('Enter');
    await sure.waitFor();
    expect(await open.findFaults()).toEqual([]);
    await sure.getByRole('button', { name: 'Yes' }).press('Enter');

    const broadcast = page.getByRole('region', { name: 'This is a broadcast' });
    await broadcast.getByText(/^running: 1 notification so far, \d+ users? looked at, 1 a minute at most\.$/).waitFor();
    expect(await open.findFaults()).toEqual([]);
    await broadcast.getByRole('button', { name: 'Stop it' }).press('Enter');
    await broadcast.getByText(/^stopped: 1 notification so far/).waitFor();
    expect(await broadcast.getByRole('button').count()).toBe(0);
    const { body: request } = await localSystem.call('GET', `/v1/requests/${await requestIn(page)}`, { key });
    expect(request).toMatchObject({ accepted: 1, broadcast: { state: 'stopped' } });
    expect(open.complaints).toEqual([]);
  });

  // the last: e-mail is paused from here on
  test('why an e-mail is held back is said above the outbox, for whom, and until when', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000);
    const quietHours = { start: clockAt(-1), end: clockAt(3) };
    await localSystem.call('PUT', '/v1/users/kay', {
      key: localSystem.key(),
      body: { email: 'kay@example.com', timezone: 'UTC' },
    });
    await localSystem.call('PATCH', '/v1/users/kay/preferences', { key: localSystem.key(), body: { quiet_hours: quietHours } });
    const publish = (user: string, title: string, more = {}) =>
      localSystem.publish({ workflow: 'message', recipients: [user], data: { title, body: '' }, ...more });
    await publish('kay', 'At night');
    await publish('kay', 'Again');
    await publish('nell', 'Planned', { send_at: inAnHour.toISOString() });
    await localSystem.local('PUT', '/faults', { service: 'ses', fault: 'quota' });
    await publish('otto', 'Beyond the quota');
    open = await openPage(localSystem.system.url, { viewport: wide, reducedMotion: 'reduce' }); // a step that lights up is in no colour of its own
    const { page } = open;
    const held = page.getByRole('list', { name: 'What is held back' });

    await held.getByText('kay: E-mail held, 2 messages until').first().waitFor();
    expect(await held.getByRole('listitem').filter({ hasText: 'kay' }).textContent()).toMatch(/, \d\d:00 \(UTC\), quiet hours/);
    await held.getByText('All e-mails paused').waitFor();
    await held.getByText('. Waiting: otto.').waitFor();
    await held
      .getByText(/nell: E-mail held until .*scheduled for then|\d more under Later/)
      .first()
      .waitFor();
    expect(await open.findFaults()).toEqual([]);
    await held.getByRole('listitem').filter({ hasText: 'kay' }).getByRole('link', { name: 'Details' }).click();
    await page.locator('#sheet .channel-timeline', { hasText: 'E-mail' }).getByText('scheduled').first().waitFor();
    await localSystem.local('DELETE', '/faults');
    expect(open.complaints).toEqual([]);
  });
});
