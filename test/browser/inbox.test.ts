import type { Page } from 'playwright-core';
import { anItem, startInboxStub } from './inbox-stub.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

describe('the inbox in a browser', () => {
  let stub: Awaited<ReturnType<typeof startInboxStub>>;
  let open: OpenPage;
  let page: Page;

  beforeAll(async () => {
    stub = await startInboxStub();
  });

  beforeEach(() => {
    stub.reset();
  });

  afterEach(async () => {
    await open.context.close();
    expect(open.complaints).toEqual([]);
  });

  afterAll(async () => {
    await closeBrowser();
    await stub.stop();
  });

  /** Opens the page, and waits until the bell knows how many are unread. */
  async function visit(query = '', options = {}) {
    open = await openPage(stub.url + query, options);
    page = open.page;
    await page.locator('.bell').waitFor();
  }

  const bell = (name: RegExp | string = /^Notifications,/) => page.getByRole('button', { name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const item = (title: string) => page.locator('.item', { hasText: title });
  const panel = () => page.getByRole('dialog');
  async function eventually(isSo: () => boolean): Promise<void> {
    while (!isSo()) await page.waitForTimeout(50);
  }

  /** The answer to the change that says `what`: others may still be on their way. */
  const answerTo = (what: string) => page.waitForResponse((response) => !!response.request().postData()?.includes(what));
  const focusedText = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '');
  const focusedName = () =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label') ?? '');

  test('the bell says how many are unread, and "99+" when they are too many to count', async () => {
    stub.state.items = Array.from({ length: 120 }, (_, number) => anItem(number));
    await visit();
    await bell('Notifications, more than 99 unread').waitFor();
    expect(await page.locator('.badge').textContent()).toBe('99+');
    const badge = await page.locator('.badge').boundingBox();
    expect((badge?.x ?? 0) + (badge?.width ?? 0)).toBeLessThanOrEqual(1_000); // the page's edge

    stub.state.items = [anItem(1)];
    await page.reload();
    await bell('Notifications, 1 unread').waitFor();
    expect(await page.locator('.badge').textContent()).toBe('1');
  });

  test('what is in a notification is text, whatever it looks like', async () => {
    const title = '<img src=x onerror=alert(1)><b>bold</b>';
    stub.state.items = [
      anItem(1, { title, body: '<style>*{display:none}</style>' }),
      anItem(2, { action_url: 'javascript:alert(1)' }),
    ];
    await visit();
    await bell().click();
    await button(`Unread: ${title}`).waitFor();
    expect(await page.locator('.item img, .item b, .item style, .item a').count()).toBe(0);
  });

  test('the keyboard alone opens, walks, marks, archives and comes back', async () => {
    stub.state.items = [3, 2, 1].map((number) => anItem(number, { title: `Item ${number}` }));
    await visit();
    await bell('Notifications, 3 unread').focus();
    await page.keyboard.press('Enter');
    await panel().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focusedText()).toBe('Unread: Item 2');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    expect(await focusedText()).toBe('Unread: Item 1');
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await focusedName()).toBe('Mark as read');
    await page.keyboard.press('Space');
    await bell('Notifications, 2 unread').waitFor();
    expect(await focusedName()).toBe('Mark as unread');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await item('Item 3').waitFor({ state: 'detached' });
    expect(await focusedText()).toBe('Unread: Item 2');
    await page.keyboard.press('Escape');
    expect(await panel().count()).toBe(0);
    expect(await focusedName()).toBe('Notifications, 2 unread');
  });

  test('a long text is shortened, and shown whole when asked for, by keyboard too; a short one has no such button', async () => {
    const body = `${'All of this can be read. '.repeat(30)}The end.`;
    stub.state.items = [anItem(2, { title: 'Long', body }), anItem(1, { title: 'Short' })];
    await visit();
    await bell().click();
    const text = item('Long').locator('.item-body');
    const isWhole = () => text.evaluate((each) => each.scrollHeight <= each.clientHeight);
    await button('Show all').waitFor();
    expect(await isWhole()).toBe(false);
    expect(await item('Short').getByRole('button', { name: 'Show' }).count()).toBe(0);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(await focusedText()).toBe('Show all');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show less', expanded: true }).waitFor();
    expect(await isWhole()).toBe(true);
    expect(await focusedText()).toBe('Show less');
    stub.state.items = [anItem(3, { title: 'New' }), ...stub.state.items];
    await item('New').waitFor(); // a list that is drawn again leaves it as it was
    expect(await isWhole()).toBe(true);

    await button('Show less').click();
    await button('Show all').waitFor();
    expect(await isWhole()).toBe(false);
    expect(await page.title()).toBe('Shop'); // the item was not opened by it
  });

  test('going on to something else closes the panel and leaves the focus there', async () => {
    stub.state.items = [];
    await visit();
    await bell().click();
    await panel().waitFor();
    await button('Something else').click();
    expect(await panel().count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Something else');
  });

  test('what is archived can be had back, and is found among the archived', async () => {
    stub.state.items = [anItem(2, { title: 'Keep' }), anItem(1, { title: 'Away' })];
    await visit();
    await bell().click();
    await item('Away').hover();
    await item('Away').getByRole('button', { name: 'Archive' }).click();
    await button('Undo').click();
    await item('Away').hover();
    await item('Away').getByRole('button', { name: 'Archive' }).click();
    await button('Archived').click();
    await item('Away').waitFor();
    expect(await item('Keep').count()).toBe(0);
    expect(await button('Archived').getAttribute('aria-pressed')).toBe('true');
  });

  test('filters show what they say', async () => {
    stub.state.items = [anItem(3, { title: 'Bill', category: 'billing', read: true }), anItem(2, { title: 'Mend' })];
    await visit();
    await bell().click();
    await button('Billing').click();
    await item('Mend').waitFor({ state: 'detached' });
    await item('Bill').waitFor(); // the list is empty until the answer is there
    await button('Unread').click();
    await page.getByText('You’re all caught up').waitFor();
    await button('Everything').click();
    await item('Mend').waitFor();
  });

  test('tabs of categories say how many are unread in each, and follow what is read', async () => {
    stub.state.items = [anItem(3, { title: 'Bill', category: 'billing' }), anItem(2), anItem(1)];
    await visit('?categories=billing,repairs,news');
    await bell().click();
    await button('Repairs 2').click();
    await item('Bill').waitFor({ state: 'detached' });
    await button('Everything').click();
    await item('Bill').getByRole('button', { name: 'Bill' }).click();
    await bell('Notifications, 2 unread').waitFor();

    expect(await page.locator('.categories button').allInnerTexts()).toEqual(['Everything', 'Billing', 'News', 'Repairs 2']);
    expect(await open.findFaults()).toEqual([]);
  });

  test('an item is put aside by keyboard until a time, waits among the snoozed, and can be had back', async () => {
    stub.state.items = [anItem(2, { title: 'Later' }), anItem(1)];
    await visit();
    await bell().press('Enter');
    await item('Later').waitFor();
    await page.keyboard.press('ArrowDown');
    for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.querySelector('bellhop-inbox')?.shadowRoot?.activeElement?.ariaLabel)).toBe(
      'Snooze',
    );
    await page.keyboard.press('Enter');
    await button('In an hour').waitFor();
    await page.keyboard.press('Escape');
    await button('In an hour').waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter'); // on the button that offered the times
    await button('In an hour').waitFor();
    expect(await open.findFaults()).toEqual([]);
    await page.keyboard.press('Enter');
    await item('Later').waitFor({ state: 'detached' });
    await button('Undo').press('Enter');
    await item('Later').waitFor();
    await page.waitForFunction(() =>
      document.querySelector('bellhop-inbox')?.shadowRoot?.activeElement?.textContent?.includes('Later'),
    );
    await button('Snooze').first().press('Enter');
    await button('In an hour').press('Enter');
    await item('Later').waitFor({ state: 'detached' });
    await bell('Notifications, 1 unread').waitFor();
    await button('Snoozed').click();
    await item('Later')
      .filter({ hasText: /until / })
      .waitFor();
    expect(await open.findFaults()).toEqual([]);
    await button('Undo').click();
    await page.getByText('Nothing snoozed').waitFor();
    await bell('Notifications, 2 unread').waitFor();
  });

  test('ten thousand items scroll and are walked by keyboard, few of them drawn', async () => {
    stub.state.items = Array.from({ length: 10_000 }, (_, number) =>
      anItem(10_000 - number, { title: `Item ${number}`, seen: true }),
    );
    await visit('?page=100');
    await bell().click();
    await item('Item 24').waitFor();
    const drawn = () => page.locator('.item').count();
    await page.evaluate(async () => {
      const inbox = document.querySelector('bellhop-inbox')?.inbox;
      while (await inbox?.loadMore());
    });
    await page.locator('.item').first().getByRole('button', { name: 'Item 0' }).focus();
    await page.keyboard.press('End');
    await item('Item 9999').waitFor();
    expect(await page.evaluate(() => document.querySelector('bellhop-inbox')?.shadowRoot?.activeElement?.textContent)).toContain(
      'Item 9999',
    );
    expect(await drawn()).toBeLessThan(60);
    expect(await page.locator('.item').last().getAttribute('aria-posinset')).toBe('10000');
    for (let steps = 0; steps < 30; steps += 1) await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.querySelector('bellhop-inbox')?.shadowRoot?.activeElement?.textContent)).toContain(
      'Item 9969',
    );
    await page.locator('.scroller').first().hover();
    await page.mouse.wheel(0, -40_000);
    await item('Item 9969').waitFor(); // it has the focus
    expect(await drawn()).toBeLessThan(60);
    await page.keyboard.press('ArrowDown'); // to what is not drawn beside it
    expect(await page.evaluate(() => document.querySelector('bellhop-inbox')?.shadowRoot?.activeElement?.textContent)).toContain(
      'Item 9970',
    );
    expect(await open.findFaults()).toEqual([]);
    await page.keyboard.press('Home');
    await button('Archive').first().click();
    await item('Item 0').waitFor({ state: 'detached' });
    expect(await page.locator('.item').first().innerText()).toContain('Item 1');
  });

  test('without a network it shows what it had and takes changes, also after a reload, and sends them in order; another user sees nothing of it', async () => {
    stub.state.items = [anItem(2, { title: 'Mend' }), anItem(1, { title: 'Bill' })];
    const ada = '?alerts=offline%3Dada';
    await visit(ada);
    await bell('Notifications, 2 unread').click();
    await item('Mend').waitFor();
    await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'bellhop'));
    stub.state.changes = [];
    await page.route('**/v1/me/**', (route) => route.abort());
    await item('Mend').hover();
    await item('Mend').getByRole('button', { name: 'Mark as read' }).click();
    await item('Mend').getByRole('button', { name: 'Mark as unread' }).click();
    await item('Bill').hover();
    await item('Bill').getByRole('button', { name: 'Archive' }).click();
    await item('Bill').waitFor({ state: 'detached' });
    await bell('Notifications, 1 unread').waitFor();
    await page.reload();
    await bell('Notifications, 1 unread').click();
    await item('Mend').waitFor();
    expect(await item('Bill').count()).toBe(0);

    await page.unroute('**/v1/me/**');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await eventually(() => stub.state.changes.length >= 3);
    expect(stub.state.changes.map((change) => change.split('/').at(-1))).toEqual(['read', 'read', 'archived']);
    expect(stub.state.changes.map((change) => change.split(' ')[0])).toEqual(['PUT', 'DELETE', 'PUT']);
    await page.route('**/v1/me/**', (route) => route.abort());
    await page.goto(`${stub.url}?alerts=offline%3Dgrace`);
    await bell('Notifications, none unread').click();
    await page.getByText('This could not be loaded').waitFor();
    await page.goto(stub.url + ada);
    await bell('Notifications, none unread').click();
    await page.getByText('This could not be loaded').waitFor();
  });

  test('an attribute chooses language and colours, and a page may add a language', async () => {
    stub.state.items = [anItem(1)];
    await visit('?alerts=language%3Dfr-CA&theme=auto', { colorScheme: 'dark' });
    await page.getByRole('button', { name: /non lue/ }).click();
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('bellhop-inbox') as Element).colorScheme)).toBe(
      'light dark',
    );
    await page.evaluate(() => {
      const bell = document.querySelector('bellhop-inbox') as HTMLElement;
      const { languages } = customElements.get('bellhop-inbox') as unknown as { languages: Record<string, unknown> };
      languages.xx = async () => ({ title: 'Zzz' });
      bell.setAttribute('language', 'xx');
    });
    await page.getByRole('button', { name: /^Notifications,/ }).click();
    await page.getByRole('dialog', { name: 'Zzz' }).waitFor();
  });

  test('marking all leaves nothing unread, and more is loaded when the end comes near', async () => {
    stub.state.items = Array.from({ length: 30 }, (_, number) => anItem(number));
    await visit();
    await bell('Notifications, 30 unread').click();
    await button('Mark all as read').click();
    await bell('Notifications, none unread').waitFor();
    expect(await page.locator('.item').count()).toBe(25);
    await page.locator('.item').nth(24).scrollIntoViewIfNeeded();
    await page.locator('.item').nth(29).waitFor();
    expect(await button('Load more').count()).toBe(0);
  });

  test('a change that is refused is undone, and said', async () => {
    stub.state.items = [anItem(1, { seen: true })];
    await visit();
    await bell('Notifications, 1 unread').click();
    stub.state.readOnly = true;
    await page.locator('.item').hover();
    await button('Mark as read').click();
    await page.getByText('This could not be saved. Please try again.').waitFor();
    await bell('Notifications, 1 unread').waitFor();
  });

  test('a failure says so and can be tried again', async () => {
    stub.state.broken = true;
    stub.state.items = [anItem(1)];
    await visit();
    await bell().click();
    await page.getByText('This could not be loaded').waitFor();
    stub.state.broken = false;
    await button('Try again').click();
    await page.locator('.item').waitFor();
  });

  test('what arrives is told politely, once', async () => {
    stub.state.items = [anItem(1)];
    await visit();
    await bell('Notifications, 1 unread').waitFor();
    const live = page.locator('bellhop-inbox > div, [role="status"]').filter({ hasText: '2 new notifications' });
    stub.state.items = [anItem(3), anItem(2), anItem(1)];
    await live.waitFor({ state: 'attached' });
    await bell('Notifications, 3 unread').waitFor();
    expect(await live.count()).toBe(1);
  });

  test('opening marks it read and follows its link, unless the page takes it over', async () => {
    stub.state.items = [anItem(1, { title: 'Go', action_url: `${stub.url}?there` })];
    await visit('?take');
    await bell().click();
    await page.getByRole('link', { name: 'Go' }).click();
    await bell('Notifications, none unread').waitFor();
    expect([await page.title(), page.url(), await panel().count()]).toEqual(['Go', `${stub.url}?take`, 0]);

    await page.goto(stub.url);
    await bell().click();
    await page.getByRole('link', { name: 'Go' }).click();
    await page.waitForURL('**/?there');
  });

  test('buttons of an item tell the page which was pressed, by keyboard too, or lead somewhere; nothing else opens', async () => {
    const actions = [
      { id: 'approve', label: 'Approve', primary: true },
      { id: 'details', label: 'Details', url: `${stub.url}?there` },
    ];
    stub.state.items = [anItem(1, { title: 'Quote', actions })];
    await visit();
    await bell('Notifications, 1 unread').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(await focusedText()).toBe('Approve');
    await page.keyboard.press('Enter');
    await bell('Notifications, none unread').waitFor();
    expect([await page.title(), await panel().count()]).toEqual(['pressed approve', 1]);

    await page.getByRole('link', { name: 'Details' }).click();
    await page.waitForURL('**/?there');
  });

  test('who did it is shown by their image, and by their initials where it cannot be loaded', async () => {
    const grace = { id: 'grace', name: 'Grace Brewster Hopper' };
    stub.state.items = [
      anItem(3, { actor: { ...grace, avatar: `${stub.url}grace.svg` } }),
      anItem(2, { actor: { ...grace, avatar: `${stub.url}no-image` } }),
      anItem(1, { actor: { id: 'alan' } }),
    ];
    await visit();
    await bell().click();
    const avatars = page.locator('.item-avatar');
    await avatars.nth(2).waitFor();
    await avatars.nth(1).locator('img').waitFor({ state: 'detached' });
    expect(await avatars.allTextContents()).toEqual(['GH', 'GH', 'A']);
    expect(
      await avatars
        .nth(0)
        .locator('img')
        .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBeGreaterThan(0);
  });

  test('a picture is shown with what it shows in words, and leaves no gap where it cannot be loaded', async () => {
    stub.state.items = [
      anItem(3, { image: { url: `${stub.url}grace.svg`, alt: 'The new brakes' } }),
      anItem(2, { image: { url: `${stub.url}no-image` } }),
      anItem(1, { image: { url: 'javascript:alert(1)' } }),
    ];
    await visit();
    await bell().click();
    const picture = page.getByRole('img', { name: 'The new brakes' });
    await picture.waitFor();
    await page.locator('.item-image').nth(1).waitFor({ state: 'detached' });

    expect(await page.locator('.item-image').count()).toBe(1);
    const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 0 };
    expect(width / height).toBeCloseTo(2, 1);
    expect(await open.findFaults()).toEqual([]);
  });

  test('what arrives shows as a toast that can be read by keyboard, in title and icon, and is heard; none of it unasked', async () => {
    stub.state.items = [anItem(1, { read: true, seen: true })];
    await visit('?alerts=toasts+title-badge+favicon-badge+sound');
    await page.evaluate(() => {
      const { start } = OscillatorNode.prototype;
      OscillatorNode.prototype.start = function (when) {
        document.body.dataset.notes = String(Number(document.body.dataset.notes ?? 0) + 1);
        start.call(this, when);
      };
    });
    await button('Something else').click(); // browsers are silent until somebody has used the page
    expect(await page.title()).toBe('Shop');
    stub.state.items = [anItem(2, { title: 'Fresh' }), ...stub.state.items];
    const toast = page.locator('.arrivals .item');
    await toast.waitFor();
    expect([await page.title(), await toast.count(), await panel().count()]).toEqual(['(1) Shop', 1, 0]);
    await page.waitForFunction(() => document.body.dataset.notes === '2');
    await page.waitForFunction(() => document.querySelector('link')?.href.startsWith('data:image/png'));
    expect(await open.findFaults()).toEqual([]);
    await page.evaluate(() => {
      document.title = 'Cart';
    });
    await page.waitForFunction(() => document.title === '(1) Cart');

    await toast.getByRole('button', { name: 'Mark as read' }).focus();
    await page.keyboard.press('Enter');
    await toast.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.title === 'Cart' && document.querySelector('link[rel=icon]') === null);

    await page.goto(stub.url);
    await bell('Notifications, none unread').waitFor();
    stub.state.items = [anItem(3), ...stub.state.items];
    await bell('Notifications, 1 unread').waitFor();
    expect([await page.title(), await page.locator('.arrivals').count()]).toEqual(['Shop', 0]);
  });

  test('preferences are read, and each change is saved at once', async () => {
    await visit();
    await bell().click();
    await button('Preferences').click();
    expect(await focusedName()).toBe('Back to notifications');
    const repairs = page.getByRole('group', { name: 'Repairs' });
    await repairs.getByRole('switch', { name: 'SMS' }).check();
    await page.getByText('Saved').waitFor();
    await repairs.getByRole('combobox', { name: 'E-mails arrive' }).selectOption('Weekly digest');
    await page.getByRole('combobox', { name: 'Weekly on' }).selectOption('Friday');
    await page.getByLabel('Until').fill('08:30');
    const saved = answerTo('08:30');
    await page.getByLabel('Until').blur();
    await saved;
    expect(stub.state.preferences).toMatchObject({
      categories: { repairs: { sms: 'opted_in', digest: 'weekly' } },
      digest_day: 'friday',
      quiet_hours: { start: '22:00', days: { sunday: 'none' } },
    });
    expect(await page.getByRole('group', { name: 'Security' }).getByRole('switch', { name: 'E-mail' }).isDisabled()).toBe(true);
    const digest = page.getByRole('group', { name: 'Daily digest' });
    const takenBack = answerTo('daily-digest');
    await digest.getByRole('switch', { name: 'E-mail' }).check(); // who unsubscribed from it takes that back
    await takenBack;
    expect(stub.state.preferences.categories['daily-digest']).toMatchObject({ email: 'opted_in' });
    expect(await digest.getByRole('combobox').count()).toBe(0);
    stub.state.readOnly = true;
    await page.getByRole('switch', { name: 'Hold e-mails and SMS at night' }).click();
    await page.getByText('This could not be saved').waitFor();
    expect(await page.getByRole('switch', { name: 'Hold e-mails and SMS at night' }).isChecked()).toBe(true);
  });

  test('a time that is half typed outlives what is saved meanwhile', async () => {
    await visit();
    await bell().click();
    await button('Preferences').click();
    const until = page.getByLabel('Until');
    await until.waitFor();
    let giveBack = () => {};
    const held = new Promise<void>((done) => {
      giveBack = done;
    });
    await page.route('**/v1/me/preferences', (route) => held.then(() => route.continue()));
    await page.getByLabel('From').fill('21:00');
    await until.focus(); // which saves the other, and the answer finds this one at work
    await page.keyboard.type('08');
    giveBack();
    await page.getByText('Saved').waitFor();
    await page.keyboard.type('45');
    const savedToo = answerTo('08:45');
    await until.blur();
    await savedToo;

    expect(stub.state.preferences.quiet_hours).toMatchObject({ start: '21:00', end: '08:45' });
  });
});
