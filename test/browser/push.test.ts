import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page, Worker } from 'playwright-core';
import { buildClient } from '../../bin/client.ts';
import { localSubscription } from '../../local/emulators/providers/push/web-push.ts';
import { eventually } from '../journeys/local-system.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { closeBrowser, openPage } from './open-page.ts';

const app = (api: string) => `<!doctype html><html lang="en"><head><title>App</title><script type="module">
import { startPush } from '/push.js';
const getToken = async () => (await fetch('/token')).text();
const push = await startPush({ baseUrl: '${api}', getToken });
const show = async () => { document.querySelector('output').textContent = await push.state(); };
document.querySelector('#on').onclick = () => push.turnOn().then(show);
document.querySelector('#off').onclick = () => push.turnOff().then(show);
await show();
</script></head><body><button type="button" id="on">Tell me</button><button type="button" id="off">Tell me no more</button>
<output></output></body></html>`;

let localSystem: LocalSystem;
let site: Server;
let origin: string;

/** A site that serves the app, the client, and a page that is no app. */
async function startSite(): Promise<void> {
  const files = await buildClient();
  site = createServer(async ({ url = '/' }, response) => {
    const script = files.get(url.slice(1));
    const type = script === undefined ? 'text/html' : 'text/javascript';
    const body =
      url === '/token'
        ? (await localSystem.local('POST', '/token', { user: 'ada' })).body.token
        : (script ?? (url === '/elsewhere' ? '<!doctype html><title>Elsewhere</title>' : app(localSystem.system.url)));
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  localSystem = await startLocalSystem();
  await startSite();
});
afterAll(async () => {
  await closeBrowser();
  await new Promise((done) => site.close(done));
  await localSystem.stop();
});

/**
 * Gives `subscribe` the local push service in place of the maker's, which no test reaches: all else is the browser's own. `options` are
 * those of a subscription that is there already.
 */
function subscribeLocally({ endpoint, keys, options }: ReturnType<typeof localSubscription> & { options?: object }): void {
  const subscriptionWith = (given: unknown) =>
    ({ endpoint, options: given, toJSON: () => ({ endpoint, keys }), unsubscribe }) as unknown as PushSubscription;
  const unsubscribe = async () => {
    current = null;
    return true;
  };
  let current = options === undefined ? null : subscriptionWith(options);
  PushManager.prototype.getSubscription = async () => current;
  PushManager.prototype.subscribe = async (given) => {
    current = subscriptionWith(given);
    return current;
  };
}

/** Hands a message to the browser as its push service does, over the protocol of its developer tools. */
async function deliver(devTools: CDPSession, data: string): Promise<void> {
  const registered = new Promise<string>((done) => {
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) done(first.registrationId);
    });
  });
  await devTools.send('ServiceWorker.enable');
  await devTools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
}

type Scope = typeof globalThis & { registration: ServiceWorkerRegistration; badges: number[]; opened: string[] };

/** Notes in the worker what it puts on the app's icon, and what it opens: no window may be opened without a person's click. */
function noteInWorker(): void {
  const scope = globalThis as Scope & { clients: { openWindow(url: string): Promise<unknown> } };
  Object.assign(scope, { badges: [], opened: [] });
  Object.assign(navigator, { setAppBadge: async (count: number) => void scope.badges.push(count) });
  scope.clients.openWindow = async (url) => scope.opened.push(url);
}

/** Clicks what is shown, as the browser tells the worker. */
async function clickShown(): Promise<{ opened: string[]; badges: number[] }> {
  const scope = globalThis as Scope;
  const [notification] = await scope.registration.getNotifications();
  const work: Promise<unknown>[] = [];
  const click = Object.assign(new Event('notificationclick'), {
    notification,
    waitUntil: (each: Promise<unknown>) => work.push(each),
  });
  scope.dispatchEvent(click);
  await Promise.all(work);
  return { opened: scope.opened, badges: scope.badges };
}

/** Tells the worker that the browser has ended its subscription, which it had made with this key; answers how the worker subscribes anew. */
async function changeSubscription(key: string): Promise<object[]> {
  const asked: object[] = [];
  PushManager.prototype.subscribe = async (options) => {
    asked.push({ ...options });
    return {} as PushSubscription;
  };
  const work: Promise<unknown>[] = [];
  const change = Object.assign(new Event('pushsubscriptionchange'), {
    oldSubscription: { options: { applicationServerKey: key } },
    waitUntil: (each: Promise<unknown>) => work.push(each),
  });
  globalThis.dispatchEvent(change);
  await Promise.all(work);
  return asked;
}

const shown = (worker: Worker) =>
  worker.evaluate(async () =>
    (await (globalThis as Scope).registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })),
  );

test('permission by a click, arrival with the page closed, a click that opens and marks read, a badge, and a device that is gone', async () => {
  const key = localSystem.key();
  await localSystem.call('PUT', '/v1/users/ada', { key, body: {} });
  const { page, context } = await openPage('about:blank', { permissions: [] });
  await context.grantPermissions(['notifications'], { origin });
  await context.addInitScript(subscribeLocally, localSubscription('ada', localSystem.system.endpoints.providers));
  await page.goto(origin);
  await page.locator('output', { hasText: 'off' }).waitFor();
  expect((await localSystem.as('ada', 'GET', '/v1/me/devices')).body.data).toEqual([]); // nobody has been asked

  await page.getByRole('button', { name: 'Tell me', exact: true }).click();
  await page.locator('output', { hasText: 'on' }).waitFor();
  expect((await localSystem.as('ada', 'GET', '/v1/me/devices')).body.data).toMatchObject([{ kind: 'web' }]);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await worker.evaluate(noteInWorker);
  const elsewhere: Page = await context.newPage();
  await elsewhere.goto(`${origin}/elsewhere`);
  await page.close();

  const data = { technician: 'Ada', customer: 'Northwind', repair_number: 'R-7', link: `${origin}/repairs/7` };
  const published = await localSystem.publish({
    workflow: 'repair-approved',
    recipients: ['ada'],
    data,
    channels: ['inbox', 'push'],
  });
  const [sent] = await eventually('the push service has it', async () => {
    const found = await localSystem.outbox({ channel: 'push', to: 'ada' });
    return found.length > 0 && found;
  });
  const message = JSON.parse(sent.text);
  expect(message).toMatchObject({ title: 'Repair R-7 is approved', url: data.link, unread: 1 });
  await deliver(await context.newCDPSession(elsewhere), sent.text);
  await eventually('it is shown', async () => (await shown(worker)).length > 0);
  expect(await shown(worker)).toEqual([{ title: message.title, body: message.body, tag: message.id }]);

  expect(await worker.evaluate(clickShown)).toEqual({ opened: [data.link], badges: [1, 0] });
  await elsewhere.goto(data.link);
  await eventually('it is read', async () => {
    const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
    return body.data.length === 1 && body.data[0].read;
  });

  await localSystem.call('PUT', '/v1/users/ben', { key, body: {} });
  const gone = localSubscription('gone-ben', localSystem.system.endpoints.providers);
  await localSystem.call('PUT', '/v1/users/ben/devices', { key, body: gone });
  await localSystem.publish({ workflow: 'repair-approved', recipients: ['ben'], data, channels: ['inbox', 'push'] });
  await eventually('the device is removed', async () => {
    const { body } = await localSystem.call('GET', '/v1/users/ben/devices', { key });
    return body.data.length === 0;
  });
  expect(published).toBeDefined();
});

test('another subscription of the browser is registered by the next page, and turning it off removes the device', async () => {
  await localSystem.call('PUT', '/v1/users/ada', { key: localSystem.key(), body: {} });
  const devices = async () => (await localSystem.as('ada', 'GET', '/v1/me/devices')).body;
  const { page, context } = await openPage('about:blank', { permissions: [] });
  await context.grantPermissions(['notifications'], { origin });
  const { web_key: key, data: before } = await devices();
  const changed = localSubscription('ada-changed', localSystem.system.endpoints.providers);
  await context.addInitScript(subscribeLocally, { ...changed, options: {} });

  await page.goto(origin);
  await page.locator('output', { hasText: 'on' }).waitFor(); // without a click
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  expect(await worker.evaluate(changeSubscription, key)).toEqual([{ userVisibleOnly: true, applicationServerKey: key }]);
  expect((await devices()).data).toHaveLength(before.length + 1);

  await page.getByRole('button', { name: 'Tell me no more' }).click();
  await page.locator('output', { hasText: 'off' }).waitFor();
  expect((await devices()).data).toEqual(before);
});
