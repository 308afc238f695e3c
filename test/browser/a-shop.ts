import type { BrowserContext, Locator, Page, Request } from 'playwright-core';
import { eventually } from '../journeys/local-system.ts';
import type { LocalSystem } from '../journeys/own-local-system.ts';
import { openPage } from './open-page.ts';

/** A shop's page with a user's bell, in a window of its own. */
export type Shop = {
  page: Page;
  context: BrowserContext;
  complaints: string[];
  findFaults: () => Promise<string[]>;
  bell: Locator;
  panel: Locator;
  items: Locator;
  /** Opens the same page in another tab of the same browser. */
  anotherTab: () => Promise<Page>;
  /** Every time that a tab of this browser read the inbox, oldest first. */
  polls: Request[];
  /** Waits until nothing that a tab has asked for is under way. */
  answered: () => Promise<void>;
  /** What the page was told when it asked for a token. */
  tokens: string[];
};

const page = (html: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width"><script type="module" src="/shop.js"></script></head>
<body><main><h1>Shop</h1>${html}<p><button type="button">Buy</button></p></main></body></html>`;

const script = `
import { createClient } from '/client/inbox.js';
const getToken = async ({ refresh }) => (await fetch('/shop/token?refresh=' + refresh)).text();
document.querySelector('bellhop-inbox').client = createClient({ baseUrl: location.origin, getToken });
`;

/**
 * Opens the shop for a user, under the policy that is strictest for scripts and styles. The first tokens can be chosen, and with `clock` a
 * test can let the time of its pages run.
 */
export async function openShop(
  localSystem: LocalSystem,
  user: string,
  { firstTokens = [] as string[], clock = false } = {},
): Promise<Shop> {
  const polls: Request[] = [];
  const tokens: string[] = [];
  const underWay = new Set<Request>();
  const shop = await openPage('about:blank', {
    reducedMotion: 'reduce', // what moves would be looked at in between
    permissions: ['local-network-access'], // a page that a test makes up comes from nowhere, and may not connect to this machine
  });
  const { context } = shop;
  const url = new URL('/shop', localSystem.system.url).href;

  await context.route(url, (route) => route.fulfill(answer('text/html', page('<bellhop-inbox></bellhop-inbox>'))));
  await context.route(`${url}.js`, (route) => route.fulfill(answer('text/javascript', script)));
  await context.route(`${url}/token?*`, async (route) => {
    const chosen = firstTokens[tokens.length] ?? (await localSystem.local('POST', '/token', { user })).body.token;
    tokens.push(new URL(route.request().url()).search);
    await route.fulfill(answer('text/plain', chosen));
  });
  context.on('request', (request) => {
    underWay.add(request);
    if (request.method() === 'GET' && request.url().includes('/v1/me/notifications')) polls.push(request);
  });
  context.on('requestfinished', (request) => underWay.delete(request));
  context.on('requestfailed', (request) => underWay.delete(request));
  if (clock) await context.clock.install();
  await shop.page.goto(url);

  const bell = shop.page.locator('.bell');
  await bell.waitFor();
  return {
    ...shop,
    bell,
    panel: shop.page.locator('.panel'),
    items: shop.page.locator('.item'),
    polls,
    async answered() {
      const last = () => fetch('/shop.js').then(() => undefined); // what was asked before it is known once it is answered
      await Promise.all(context.pages().map((tab) => tab.evaluate(last)));
      await eventually('all is answered', async () => underWay.size === 0);
    },
    tokens,
    async anotherTab() {
      const tab = await context.newPage();
      await tab.goto(url);
      return tab;
    },
  };
}

function answer(contentType: string, body: string) {
  return { contentType: `${contentType}; charset=utf-8`, headers: { 'content-security-policy': "default-src 'self'" }, body };
}
