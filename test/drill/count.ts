import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageAnswer, NotificationAnswer } from '../../contract/publishing/notifications.ts';
import type { MessageStatus, Reason } from '../../contract/values.ts';
import type { DrillSystem } from './drill-system.ts';
import type { Outcome } from './fault.ts';

/** What to count: accepted notifications, and the reasons for which one of them may stay unsent. */
export type Counted = { ids: readonly string[]; unsent?: readonly Reason[]; recoveredFrom: number; wrong?: string[] };

const ends: readonly MessageStatus[] = [
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'suppressed',
  'skipped',
  'canceled',
  'expired',
  'simulated',
];
const patienceSeconds = 120; // several visibility time-outs of the local system, or a thousand e-mails: what is not done by then is stuck

/** Waits until every queue is empty, then counts what came of the notifications. */
export async function count(
  localSystem: DrillSystem,
  { ids, unsent = [], recoveredFrom, wrong = [] }: Counted,
): Promise<Outcome> {
  if (ids.length === 0) throw new Error('nothing was accepted, so nothing can be counted');
  await quiet(localSystem);
  const recoverySeconds = Math.max(0, Math.round((Date.now() - recoveredFrom) / 100) / 10);

  const sends = new Map<string, number>();
  for (const { notification_id: id, channel } of await localSystem.outbox()) {
    sends.set(`${id} ${channel}`, (sends.get(`${id} ${channel}`) ?? 0) + 1);
  }
  const outcome: Outcome = { lost: 0, sentTwice: 0, stuck: 0, recoverySeconds, wrong };
  for (const { id, messages } of await stories(localSystem, ids)) {
    if (messages.length === 0) outcome.lost += 1;
    for (const message of messages.filter(({ channel }) => channel !== 'inbox')) {
      const sent = sends.get(`${id} ${message.channel}`) ?? 0;
      const isAllowed = message.reason !== undefined && unsent.includes(message.reason);
      outcome.sentTwice += Math.max(0, sent - 1);
      if (!isAtEnd(message)) outcome.stuck += 1;
      else if (sent === 0 && !isAllowed) outcome.lost += 1;
    }
  }
  return outcome;
}

/** Every queue of work is empty and nothing is in flight; gives up after a while, and what is stuck is counted. */
export async function quiet(localSystem: DrillSystem): Promise<void> {
  const until = Date.now() + patienceSeconds * 1000;
  while (Date.now() < until) {
    const work = (await localSystem.queues()).filter(({ name }) => !name.endsWith('-dead-letters'));
    if (work.length === 0) throw new Error('there are no queues to look at');
    if (work.every(({ waiting, delayed, in_flight }) => waiting + delayed + in_flight === 0)) return;
    await sleep(100);
  }
}

/** Looks again and again for a minute. @throws Error that says what never came. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 600; looks += 1) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error(`it never came to this: ${what}`);
}

/** Until each is in the ledger: before that nothing is queued for it, so no copy can be. */
export async function entered(localSystem: DrillSystem, ids: readonly string[]): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    if ((await stories(localSystem, ids)).every(({ messages }) => messages.length > 0)) return;
    await sleep(50);
  }
  throw new Error('what was accepted was not entered within ten seconds');
}

/** Each notification as the API tells it; one that the API does not know has no messages. */
export async function stories(
  localSystem: DrillSystem,
  ids: readonly string[],
): Promise<Pick<NotificationAnswer, 'id' | 'messages'>[]> {
  const told: Pick<NotificationAnswer, 'id' | 'messages'>[] = [];
  for (let from = 0; from < ids.length; from += 20) {
    told.push(...(await Promise.all(ids.slice(from, from + 20).map((id) => story(localSystem, id)))));
  }
  return told;
}

async function story(localSystem: DrillSystem, id: string): Promise<Pick<NotificationAnswer, 'id' | 'messages'>> {
  const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
  if (status !== 200 && status !== 404) throw new Error(`the story of ${id} could not be read: ${status}`);
  return { id, messages: status === 200 ? body.messages : [] };
}

/** In doubt with a reason is an end as well: nobody will ever know, and it says so. */
function isAtEnd({ status, reason }: MessageAnswer): boolean {
  return ends.includes(status) || (status === 'unknown' && reason !== undefined);
}
