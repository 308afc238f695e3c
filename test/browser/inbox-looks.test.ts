import type { BrowserContextOptions, Page } from 'playwright-core';
import { anItem, startInboxStub } from './inbox-stub.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

type Stub = Awaited<ReturnType<typeof startInboxStub>>;

/** A state of the component, how to come to it, and what shows that it is there. */
type Scene = { name: string; prepare?(stub: Stub): void; act?(page: Page): Promise<void>; shows: string };

const openPanel = (page: Page) => page.locator('.bell').click();

const scenes: Scene[] = [
  { name: 'the bell', shows: '.badge' },
  { name: 'the list', act: openPanel, shows: '.item' },
  {
    name: 'an item that has the focus',
    act: async (page) => {
      await openPanel(page);
      await page.locator('.item').first().waitFor();
      await page.keyboard.press('ArrowDown');
    },
    shows: '.item:focus-within',
  },
  {
    name: 'a list with a long text shown whole',
    act: async (page) => {
      await openPanel(page);
      await page.locator('.item-whole:visible').click();
    },
    shows: '.item-whole[aria-expanded="true"]',
  },
  {
    name: 'an archived item that can be had back',
    act: async (page) => {
      await openPanel(page);
      await page.locator('.item').first().hover();
      await page.locator('[data-does="archive"]').first().click();
    },
    shows: '.toast.shown',
  },
  {
    name: 'a list with buttons and people',
    prepare: ({ state }) => Object.assign(state, { items: peoplesItems() }),
    act: openPanel,
    shows: '.item-buttons',
  },
  { name: 'nothing', prepare: ({ state }) => Object.assign(state, { items: [] }), act: openPanel, shows: '.empty-title' },
  { name: 'a failure', prepare: ({ state }) => Object.assign(state, { broken: true }), act: openPanel, shows: '.empty .button' },
  { name: 'waiting', prepare: ({ state }) => Object.assign(state, { silent: true }), act: openPanel, shows: '.skeleton' },
  {
    name: 'preferences',
    act: async (page) => {
      await openPanel(page);
      await page.locator('[data-does="sliders"]').click();
    },
    shows: '.switch',
  },
];

/** Ways to look at it, and the states that differ by them. */
const looks: [name: string, shown: RegExp, query: string, options: BrowserContextOptions][] = [
  ['light', /./, '', { colorScheme: 'light' }],
  [
    'dark, right to left and in German',
    /list|archived|failure|preferences/,
    '?dir=rtl&texts=german&lang=de',
    { colorScheme: 'dark' },
  ],
  [
    'a small screen',
    /list|preferences/,
    '?theme=light',
    { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true },
  ],
  ['colours of the system', /./, '', { forcedColors: 'active' }],
  ['colours of the system, dark', /list|archived/, '', { forcedColors: 'active', colorScheme: 'dark' }],
];

describe('how the inbox looks', () => {
  let stub: Stub;
  let open: OpenPage;

  beforeAll(async () => {
    stub = await startInboxStub();
  });

  afterEach(() => open.context.close());

  afterAll(async () => {
    await closeBrowser();
    await stub.stop();
  });

  test.each(looks)(
    'each state, %s: nobody is shut out, nothing is cut off, no policy is broken',
    async (_, shown, query, options) => {
      stub.reset();
      stub.state.items = someItems();
      open = await openPage(stub.url + query, { ...options, reducedMotion: 'reduce' });
      for (const { name, prepare, act, shows } of scenes.filter(({ name }) => shown.test(name))) {
        stub.reset();
        stub.state.items = someItems();
        prepare?.(stub);
        await open.page.reload();
        await open.page.locator('.bell').waitFor();
        await act?.(open.page);
        await open.page.locator(shows).first().waitFor();

        expect([name, await open.findFaults()]).toEqual([name, []]);
        expect([name, await smallTargets(open.page)]).toEqual([name, []]);
        expect([name, await overflow(open.page)]).toEqual([name, 0]);
      }
      expect(open.complaints).toEqual([]);
    },
  );

  // WCAG 2.2, 1.4.12: readers who need more room between letters, words and lines lose nothing by it
  test.each(['?texts=german&lang=de', '?dir=rtl&texts=arabic&lang=ar'])(
    'text spaced out by its reader is neither cut off nor out of reach: %s',
    async (query) => {
      stub.reset();
      stub.state.items = someItems();
      open = await openPage(stub.url + query, { viewport: { width: 320, height: 568 }, reducedMotion: 'reduce' });
      for (const { name, prepare, act, shows } of scenes.filter(({ name }) => /list|archived|preferences/.test(name))) {
        stub.state.items = someItems();
        prepare?.(stub);
        await open.page.reload();
        await open.page.locator('.bell').waitFor();
        await act?.(open.page);
        await open.page.locator(shows).first().waitFor();
        await spaceOut(open.page);

        expect([name, await cutOff(open.page)]).toEqual([name, []]);
        expect([name, await overflow(open.page)]).toEqual([name, 0]);
      }
    },
  );

  test('the policy is in force: an inline style is refused, and reported', async () => {
    open = await openPage(stub.url);

    await open.page.evaluate(() => document.body.setAttribute('style', 'color: red'));

    await open.page.waitForFunction(() => getComputedStyle(document.body).color !== 'rgb(255, 0, 0)');
    expect(open.complaints).toEqual([expect.stringMatching(/inline style/)]);
  });

  test.each([
    ['?scheme=light dark', 'dark', 'dark'], // the page leaves it to the system
    ['?scheme=normal', 'dark', 'light'], // it says nothing, and so is light itself
    ['?scheme=dark', 'light', 'dark'],
    ['?scheme=light', 'dark', 'light'],
    ['?scheme=dark&theme=light', 'dark', 'light'],
    ['?scheme=light&theme=dark', 'light', 'dark'],
  ] as const)('the page "%s" on a %s system has a %s bell', async (query, colorScheme, is) => {
    stub.reset();
    open = await openPage(stub.url + query, { colorScheme });
    await openPanel(open.page);

    const surface = await open.page.locator('.panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);

    expect(surface).toBe({ dark: 'rgb(22, 24, 30)', light: 'rgb(255, 255, 255)' }[is]);
  });

  test('what is around the bell decides before the page does', async () => {
    stub.reset();
    open = await openPage(`${stub.url}?scheme=light`);
    await open.page.locator('header').evaluate((header) => {
      header.style.colorScheme = 'dark';
    });
    await openPanel(open.page);

    const surface = await open.page.locator('.panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);

    expect(surface).toBe('rgb(22, 24, 30)');
  });

  test('the panel stays on the screen wherever the bell is, and covers a small one', async () => {
    stub.reset();
    open = await openPage(`${stub.url}?at=left`, { reducedMotion: 'reduce' });
    await openPanel(open.page);
    const beside = await open.page.locator('.panel').boundingBox();
    await open.page.setViewportSize({ width: 320, height: 568 });
    await open.page.reload();
    await openPanel(open.page);

    expect(beside?.x).toBeGreaterThanOrEqual(0);
    expect(beside?.width).toBe(400);
    expect(await open.page.locator('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 568 });
  });

  test.each([
    ['at the top of a low window', 500, 40],
    ['at the foot of a window', 720, 660],
    ['in the middle of a low window', 560, 262],
  ])('the panel leaves its bell free and stays in the window: bell %s', async (_, height, top) => {
    stub.reset();
    stub.state.items = someItems();
    open = await openPage(stub.url, { viewport: { width: 800, height }, reducedMotion: 'reduce' });
    await open.page.locator('header').evaluate((header, y) => {
      header.style.position = 'absolute';
      header.style.inset = `${y}px 0 auto`;
    }, top);
    await openPanel(open.page);

    const bell = await open.page.locator('.bell').boundingBox();
    const panel = await open.page.locator('.panel').boundingBox();

    if (!bell || !panel) throw new Error('bell or panel is not there');
    expect(panel.y >= bell.y + bell.height || panel.y + panel.height <= bell.y).toBe(true);
    expect(panel.y).toBeGreaterThanOrEqual(0);
    expect(panel.y + panel.height).toBeLessThanOrEqual(height);
    expect(panel.height).toBeGreaterThan(200);
  });
});

/** Items of people, with and without buttons. */
function peoplesItems() {
  const grace = { id: 'grace', name: 'Grace Hopper' };
  const actions = [
    { id: 'approve', label: 'Approve', primary: true },
    { id: 'details', label: 'See the details', url: 'https://app.example.com/quotes/7' },
  ];
  return [
    anItem(99, {
      title: 'Grace Hopper asks you to approve a quote',
      body: 'A new boiler for 12 Mill Lane.',
      actor: grace,
      actions,
    }),
    anItem(98, { title: 'Alan wrote a comment', read: true, actor: { id: 'alan' } }),
    anItem(97, { title: 'Your report is ready', body: '' }),
  ];
}

function someItems() {
  return [
    anItem(99, {
      title: 'New sign-in',
      priority: 'urgent',
      category: 'security',
      action_url: 'https://app.example.com/sign-ins',
    }),
    anItem(98, { title: 'averylongwordwithoutanyspace'.repeat(4), body: 'Mend\nand make do. '.repeat(20), priority: 'high' }),
    ...Array.from({ length: 5 }, (_, number) => anItem(number, { read: true, category: number % 2 ? 'billing' : 'news' })),
  ];
}

/** Controls that are smaller than 24 px: WCAG 2.2, 2.5.8. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [
      ...(document.querySelector('bellhop-inbox')?.shadowRoot?.querySelectorAll('button, a, label, select') ?? []),
    ];
    const boxes = controls
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    if (boxes.length === 0) throw new Error('there are no controls');
    // an item's title is as large as the item: its ::after covers it
    const small = boxes.filter(({ control, box }) => !control.matches('.item-title') && (box.width < 24 || box.height < 24));
    return small.map(({ control }) => control.outerHTML);
  });
}

/** By how many pixels the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const scroller = document.querySelector('bellhop-inbox')?.shadowRoot?.querySelector('.scroller');
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth + (scroller ? scroller.scrollWidth - scroller.clientWidth : 0);
  });
}

/** Sets text as far apart as WCAG 2.2, 1.4.12 asks a page to bear. */
function spaceOut(page: Page): Promise<void> {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
    );
    document.querySelector('bellhop-inbox')?.shadowRoot?.adoptedStyleSheets.push(sheet);
  });
}

/** Texts that are larger than their place, where no scrolling brings them back. A body is shortened until it is asked for. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...(document.querySelector('bellhop-inbox')?.shadowRoot?.querySelectorAll<HTMLElement>('.panel *') ?? [])];
    const texts = all.filter(
      (each) =>
        each.clientWidth > 0 &&
        each.innerText?.trim() &&
        !each.closest('.unseen-text, .item-body:has(+ [aria-expanded="false"])'),
    );
    if (texts.length === 0) throw new Error('there is no text');
    const isCut = (each: HTMLElement) => {
      const { overflowX, overflowY } = getComputedStyle(each);
      const wide = each.scrollWidth > each.clientWidth + 1 && !/auto|scroll/.test(overflowX);
      const high = each.scrollHeight > each.clientHeight + 1 && !/auto|scroll/.test(overflowY);
      return wide || high;
    };
    return texts.filter(isCut).map(({ className, innerText }) => `${className}: ${innerText}`);
  });
}
