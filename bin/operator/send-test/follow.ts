import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageAnswer, NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import type { MessageStatus } from '../../../contract/values.ts';
import { mayEndSent } from './explain-end.ts';
import type { TestApi } from './test-api.ts';
import type { TestChannel } from './test-recipient.ts';

/** Where a message of the test stands when nobody waits any longer. */
export type Followed = { message?: MessageAnswer; because?: string };

/** How long to wait between two looks, in milliseconds. */
const pauseMs = 700;

/** How long a receipt is waited for on a channel where it may not come, as of SMS when they are not switched on. */
const receiptSeconds = 10;

/** The states that something still follows. */
const passing: ReadonlySet<MessageStatus> = new Set(['queued', 'sending']);

/** Looks at a notification until its message on a channel has come to its end, and tells each step once, as it happens. */
export async function follow(
  { api, id, channel }: { api: TestApi; id: string; channel: TestChannel },
  { waitSeconds, stopped, tell }: { waitSeconds: number; stopped: AbortSignal; tell: (at: Date, step: string) => void },
): Promise<Followed> {
  const until = Date.now() + waitSeconds * 1000;
  let told = 0;
  let seen: Followed = {};
  while (!stopped.aborted) {
    seen = lookAt(await api.read(id), channel);
    const events = seen.message?.events ?? [];
    for (const { at, status, detail } of events.slice(told))
      tell(new Date(at), detail === undefined ? status : `${status}: ${detail}`);
    told = events.length;
    if (seen.message !== undefined && isOver(seen.message)) break;
    if (Date.now() >= until) break;
    await sleep(pauseMs, undefined, { signal: stopped }).catch(() => undefined); // stopped: the loop sees it
  }
  return seen;
}

function lookAt(notification: NotificationAnswer | undefined, channel: TestChannel): Followed {
  const message = notification?.messages.find((one) => one.channel === channel);
  const explained = notification?.explanation.find((one) => one.channel === channel);
  return { ...(message && { message }), ...(explained && { because: explained.because }) };
}

/** What is held for a time of its own is not waited for. */
function isOver({ channel, status, events }: MessageAnswer): boolean {
  if (status !== 'sent') return !passing.has(status);
  const sentAt = new Date(events.at(-1)?.at ?? 0).getTime();
  return mayEndSent(channel) && Date.now() > sentAt + receiptSeconds * 1000;
}
