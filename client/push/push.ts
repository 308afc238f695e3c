import type { DeviceAnswer, DeviceList, NewDevice } from '../../contract/channels/push/devices.ts';
import type { ClientOptions } from '../client.ts';
import { BellhopError, errorOf } from '../errors.ts';
import { clickedCache } from './clicked.ts';

/** `denied`: the user has refused, and only their browser's settings change that; `unsupported`: this browser has no push. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

/** As a client has it, and where your site serves `push-worker.js` of this package. */
export type PushOptions = ClientOptions & { worker?: string };

/** Push messages on this browser. */
export type Push = {
  state(): Promise<PushState>;
  /** Asks the user, subscribes and registers. Call it from a click: browsers refuse to ask by themselves. */
  turnOn(): Promise<PushState>;
  turnOff(): Promise<void>;
};

/**
 * Registers the service worker, tells Bellhop again of a subscription that is there (another, when the browser has changed it), and marks as
 * read what was clicked. It asks the user nothing.
 */
export async function startPush({ worker = '/push-worker.js', ...options }: PushOptions): Promise<Push> {
  const call = caller(options);
  if (!isSupported()) return { state: async () => 'unsupported', turnOn: async () => 'unsupported', turnOff: async () => {} };
  const registration = await navigator.serviceWorker.register(worker);
  navigator.serviceWorker.addEventListener('message', () => void markClicked(call));
  const subscription = await registration.pushManager.getSubscription();
  if (subscription !== null && Notification.permission === 'granted') await subscribe(registration, call);
  await markClicked(call);

  return {
    state: () => stateOf(registration),
    async turnOn() {
      if ((await Notification.requestPermission()) === 'granted') await subscribe(registration, call);
      return stateOf(registration);
    },
    async turnOff() {
      const current = await registration.pushManager.getSubscription();
      if (current === null) return;
      const { id } = await call<DeviceAnswer>('PUT', '/v1/me/devices', toDevice(current)); // which of the devices this one is
      await call('DELETE', `/v1/me/devices/${id}`);
      await current.unsubscribe();
    },
  };
}

type Call = <Body>(method: string, path: string, body?: unknown) => Promise<Body>;

function isSupported(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;
}

async function stateOf({ pushManager }: ServiceWorkerRegistration): Promise<PushState> {
  if (Notification.permission === 'denied') return 'denied';
  return (await pushManager.getSubscription()) === null ? 'off' : 'on';
}

/** Subscribes with the stage's key, again where it was another's, and registers what the browser gives. */
async function subscribe({ pushManager }: ServiceWorkerRegistration, call: Call): Promise<void> {
  const { web_key: key } = await call<DeviceList>('GET', '/v1/me/devices');
  const before = await pushManager.getSubscription();
  if (before !== null && keyOf(before) !== key) await before.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await call('PUT', '/v1/me/devices', toDevice(subscription));
}

function keyOf({ options }: PushSubscription): string {
  return toBase64url(options.applicationServerKey ?? new ArrayBuffer(0));
}

function toDevice(subscription: PushSubscription): NewDevice {
  const { endpoint = '', keys = {} } = subscription.toJSON();
  return { kind: 'web', endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' } };
}

function toBase64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Marks as read what the service worker has noted as clicked: it has no token, and a page has. */
async function markClicked(call: Call): Promise<void> {
  const noted = await caches.open(clickedCache);
  for (const request of await noted.keys()) {
    const id = new URL(request.url).pathname.split('/').at(-1);
    const done = await call('PUT', `/v1/me/notifications/${id}/read`).then(
      () => true,
      (error: unknown) => error instanceof BellhopError && error.code === 'not_found', // it is in the inbox no more
    );
    if (done) await noted.delete(request);
  }
}

/** Calls the API as the user; with a fresh token once when the last is no longer good. */
function caller({ baseUrl, getToken, fetch: ask = (...args) => fetch(...args) }: ClientOptions): Call {
  return async (method, path, body) => {
    const once = async (refresh: boolean) =>
      ask(`${baseUrl.replace(/\/+$/, '')}${path}`, {
        method,
        headers: { Authorization: `Bearer ${await getToken({ refresh })}`, 'Content-Type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
    const first = await once(false);
    const response = first.status === 401 ? await once(true) : first;
    if (!response.ok) throw await errorOf(response);
    return response.status === 204 ? undefined : response.json();
  };
}
