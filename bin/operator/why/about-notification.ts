import { byQueue } from '../../../contract/channels/channels.ts';
import type { PausedItem } from '../../../contract/operations/paused-work.ts';
import { NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import type { Channel, MessageStatus } from '../../../contract/values.ts';
import { listPaused } from '../../../core/delivery/list-paused.ts';
import { describePaused } from '../pauses/describe-paused.ts';
import { openPauses } from '../pauses/open-pauses.ts';
import { describeTimeline } from './describe-timeline.ts';
import type { Told, Where } from './where.ts';

/** What happened to a notification, step by step, and which pause it waits for or waited for. */
export async function aboutNotification(id: string, { api, stack }: Pick<Where, 'api' | 'stack'>): Promise<Told> {
  const notification = await api.find(NotificationAnswer, `/v1/notifications/${encodeURIComponent(id)}`);
  if (notification === undefined) return { found: false, document: {}, lines: [] };
  const all = await listPaused(openPauses(stack));
  const paused = all.filter((each) => holds(each, notification));
  return {
    found: true,
    document: { ...notification, ...(paused.length > 0 && { paused }) },
    lines: [
      ...describeTimeline(notification),
      ...paused.map((each) => describePaused(each, new Date())),
      ...describeResumed(notification, all),
    ],
  };
}

type Waiting = Pick<NotificationAnswer, 'workflow' | 'messages' | 'explanation'>;

const underWay: readonly MessageStatus[] = ['scheduled', 'digesting', 'queued', 'sending'];

/** Whether something that is paused keeps any message of a notification from going. */
export function holds({ queue, workflow }: PausedItem, notification: Pick<Waiting, 'workflow' | 'messages'>): boolean {
  const waiting = notification.messages.filter(({ status }) => underWay.includes(status));
  if (workflow !== undefined) return workflow === notification.workflow && waiting.length > 0;
  return waiting.some(({ channel }) => channel === channelOfQueue(queue));
}

/** Says of what was held for its workflow's pause, and is held still, that the pause is over. */
export function describeResumed({ workflow, messages, explanation }: Waiting, paused: readonly PausedItem[]): string[] {
  if (paused.some((each) => each.workflow === workflow)) return [];
  const held = explanation.find(
    ({ channel, held_for }) =>
      held_for === 'paused' && messages.some((each) => each.channel === channel && each.status === 'scheduled'),
  );
  if (held === undefined) return [];
  return [`Workflow "${workflow}" is resumed: what it held goes within a minute, and by ${held.until} at the latest.`];
}

function channelOfQueue(queue: string | undefined): Channel | undefined {
  if (queue === 'unverified-recipients') return 'email';
  return Object.values(byQueue(({ key, channel }) => ({ key, channel }))).find(({ key }) => key === queue)?.channel;
}
