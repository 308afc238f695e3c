// Nothing leaves this machine: the local push service takes the place of the browser maker's. All else is the browser's own.
import { ask } from '../session/session.ts';

/** What the local push service gives for a browser, and the key that it was subscribed with. */
type Given = { endpoint: string; keys: Record<string, string>; applicationServerKey: string };

/** Makes the browser subscribe with the local push service. What it was given is kept over a reload, for each user of it. */
export function takeLocalPushService(user: string): void {
  const place = placeOf(user);
  PushManager.prototype.getSubscription = async () => {
    const kept = localStorage.getItem(place);
    return kept === null ? null : subscription(place, JSON.parse(kept));
  };
  PushManager.prototype.subscribe = async (options) => {
    const applicationServerKey = String(options?.applicationServerKey);
    const answer = await ask<Omit<Given, 'applicationServerKey'>>('POST', 'push-subscription', { id: browserId() });
    const given = { ...answer, applicationServerKey };
    localStorage.setItem(place, JSON.stringify(given));
    return subscription(place, given);
  };
}

/** Finds where the local push service puts this user's messages for this browser; nothing unless it is subscribed. */
export function localRecipient(user: string): string | undefined {
  const kept = localStorage.getItem(placeOf(user));
  return kept === null ? undefined : new URL((JSON.parse(kept) as Given).endpoint).pathname.split('/').at(-1);
}

/** Makes what the client reads of a subscription. */
function subscription(place: string, { endpoint, keys, applicationServerKey }: Given): PushSubscription {
  const unsubscribe = async () => {
    localStorage.removeItem(place);
    return true;
  };
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(applicationServerKey) };
  return { endpoint, options, toJSON: () => ({ endpoint, keys }), unsubscribe } as unknown as PushSubscription;
}

function bytesOf(base64url: string): ArrayBuffer {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (each) => each.charCodeAt(0)).buffer;
}

function placeOf(user: string): string {
  return `torque-push-${user}`;
}

function browserId(): string {
  const id = localStorage.getItem('torque-browser') ?? crypto.randomUUID();
  localStorage.setItem('torque-browser', id);
  return id;
}
