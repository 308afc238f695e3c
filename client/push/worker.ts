// push service → browser → this service worker → a notification; a click → the page, and a note that it was read
import { clickedCache } from './clicked.ts';

/** What Bellhop sends. */
type Message = { id: string; title: string; body: string; url?: string; icon?: string; topic: string; unread?: number };

/** What of a service worker is used here: the types of pages do not have it. */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type Worker = EventTarget & {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(which: object): Promise<{ url: string; focus(): Promise<unknown>; postMessage(message: unknown): void }[]>;
    openWindow(url: string): Promise<unknown>;
  };
};
const worker = globalThis as unknown as Worker;

worker.addEventListener('push', (event) => {
  const { data } = event as Waiting & { data: { json(): Message } };
  (event as Waiting).waitUntil(show(data.json()));
});

worker.addEventListener('notificationclick', (event) => {
  const { notification } = event as Waiting & { notification: Notification };
  notification.close();
  (event as Waiting).waitUntil(open(notification.data));
});

// the browser has ended the subscription; the page that is opened next tells Bellhop of the new one
worker.addEventListener('pushsubscriptionchange', (event) => {
  const { oldSubscription } = event as Waiting & { oldSubscription?: PushSubscription };
  const { applicationServerKey = null } = oldSubscription?.options ?? {};
  if (applicationServerKey === null) return;
  (event as Waiting).waitUntil(worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
});

/** One notification for a topic: a message that comes twice is shown once. */
async function show({ id, title, body, url, icon, topic, unread }: Message): Promise<void> {
  await worker.registration.showNotification(title, { body, ...(icon && { icon }), tag: topic, data: { id, url, unread } });
  await badge(unread);
}

async function open({ id, url, unread }: Pick<Message, 'id' | 'url' | 'unread'>): Promise<void> {
  const noted = await caches.open(clickedCache);
  await noted.put(`/bellhop-clicked/${id}`, new Response());
  await badge(unread && unread - 1);
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = pages.find((page) => url === undefined || page.url === url);
  for (const page of pages) page.postMessage({ clicked: id });
  await (there === undefined ? worker.clients.openWindow(url ?? '/') : there.focus());
}

/** Shows how many are unread on the app's icon, where the browser has one. */
async function badge(unread: number | undefined): Promise<void> {
  const { setAppBadge } = navigator as { setAppBadge?: (count: number) => Promise<void> };
  if (unread !== undefined) await setAppBadge?.call(navigator, unread);
}
