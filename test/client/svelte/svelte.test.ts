import * as svelte5 from 'svelte/store';
import { createStores } from '../../../client/svelte/index.ts';
import { aBrowser } from '../a-browser.ts';
import { aServer } from '../a-server.ts';
import { withPreferences } from '../with-preferences.ts';

const storesOf4: string = 'svelte-4/store'; // its types are of names that those of version 5 have
const svelte4: typeof svelte5 = await import(storesOf4);

function anApp() {
  const server = aServer();
  const browser = aBrowser();
  const client = withPreferences(server.client(), server.calls);
  return { server, browser, ...createStores(client, { environment: browser.tab().environment }) };
}

/** In these tests there is a document, as the stores see it; components are not drawn. */
function inABrowser(): void {
  beforeAll(() => void Object.assign(globalThis, { document: {} }));
  afterAll(() => void Reflect.deleteProperty(globalThis, 'document'));
}

describe.each([
  [4, svelte4],
  [5, svelte5],
] as const)('stores that Svelte %d takes', (_, { derived, get }) => {
  inABrowser();

  test('follow the inbox, and what is done shows at once', async () => {
    const { server, browser, inbox, unread } = anApp();
    const id = await server.arrives();
    const told: string[] = [];
    const line = derived([inbox, unread], ([{ status, items }, { count }]) => `${status} ${items.length} ${count}`);

    const stop = line.subscribe((value) => told.push(value));
    expect(told).toEqual(['loading 0 0']);
    await browser.pass(0.1);
    expect(get(line)).toBe('ready 1 1');

    const done = inbox.markRead(id);
    expect(get(unread)).toEqual({ count: 0, more: false });
    expect(await done).toBe(true);
    expect(get(inbox).items[0]?.read).toBe(true);
    stop();
  });

  test('ask once, however many subscribe, and no more when the last has gone', async () => {
    const { server, browser, inbox, unread, preferences } = anApp();

    const stops = [inbox, inbox, unread, preferences, preferences].map((store) =>
      derived(store, (value) => value).subscribe(() => {}),
    );
    await browser.pass(0.1);
    expect(server.calls.splice(0).sort()).toEqual(['GET notifications 200', 'GET preferences 200']);
    expect(get(preferences).preferences?.timezone).toBe('Europe/London');

    stops[0]?.();
    await browser.pass(31);
    expect(server.calls.splice(0)).toEqual(['GET notifications 304']);

    for (const stop of stops.slice(1)) stop();
    await browser.pass(600);
    expect(server.calls).toEqual([]);
  });

  test('tell of what is unread only when that changes', async () => {
    const { server, browser, unread } = anApp();
    const told: number[] = [];

    const stop = unread.subscribe(({ count }) => told.push(count));
    await browser.pass(100);
    await server.arrives();
    await browser.pass(31);

    expect(told).toEqual([0, 1]);
    stop();
  });
});

test('on a server nothing is asked', async () => {
  const { server, browser, inbox, preferences } = anApp();

  const stops = [inbox.subscribe(() => {}), preferences.subscribe(() => {})];
  await browser.pass(60);

  expect(svelte5.get(inbox)).toMatchObject({ status: 'loading', items: [] });
  expect(server.calls).toEqual([]);
  for (const stop of stops) stop();
});
