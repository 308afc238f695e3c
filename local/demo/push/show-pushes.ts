import type { LocalAnswers } from '../../gateway/local-answers.ts';
import { findDevice } from './device.ts';
import { localRecipient } from './local-push-service.ts';

/** What Bellhop sends to a device. */
type Message = { id: string; title: string; body: string; url?: string; topic: string; unread?: number };

const everyMs = 2_000;

/**
 * Shows what the local push service has taken for this device from now on, as the service worker does where the browser's own push service
 * wakes it. A click is the worker's in both cases. Answers how to end it.
 */
export function showPushes(user: string): () => void {
  const since = new Date().toISOString();
  const shown = new Set<string>();
  if (localRecipient(user) !== undefined) void findDevice(user).catch(() => {}); // the worker is there before the first message

  const look = async () => {
    const to = localRecipient(user);
    if (to === undefined || Notification.permission !== 'granted') return;
    const response = await fetch(`/local/outbox?${new URLSearchParams({ channel: 'push', to })}`);
    const { data }: LocalAnswers['GET /local/outbox'] = await response.json();
    const fresh = data.filter(({ id, sent_at }) => sent_at >= since && !shown.has(id));
    for (const { id, text } of fresh) {
      if (await show(JSON.parse(text))) shown.add(id);
    }
  };
  const timer = setInterval(() => void look().catch(() => {}), everyMs); // the system may just be starting anew
  return () => clearInterval(timer);
}

/** Answers whether it is shown: a worker that has just been registered shows nothing yet. */
async function show({ id, title, body, url, topic, unread }: Message): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration('/demo/push-worker.js');
  if (!registration?.active) return false;
  await registration.showNotification(title, { body, tag: topic, data: { id, url, unread } });
  return true;
}
