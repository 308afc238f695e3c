import type { MessageStatus } from '../../../contract/delivery/message-status.ts';
import type { Engagement } from '../../../contract/feedback/engagement.ts';
import type { Counter } from '../../../contract/statistics/counters.ts';
import type { MessageImage } from '../../events/rules/images.ts';
import type { Bucket, Counts } from './counts.ts';
import { bucketOf } from './histogram.ts';
import { notificationTime } from './notification-day.ts';
import { microUsdPerEmail } from './prices.ts';

/** How a message ended, where it did not go out. */
const ends = new Set<MessageStatus>(['failed', 'unknown', 'suppressed', 'skipped', 'canceled', 'expired']);

/** Steps that only a message takes which its provider has, or its inbox. */
const gone = ['sent', 'delivered', 'bounced', 'complained'] as const;

/**
 * What a message counts for as it stands. What a write to it adds is the difference of two of these, so that a message counts once in each
 * counter, however many steps it took.
 */
export function tallyMessage(message: MessageImage | undefined): Counts {
  if (message === undefined) return {};
  const steps = new Set(message.events.map(({ status }) => status));
  const now = message.events.at(-1)?.status;
  const wasIn = (status: MessageStatus) => (steps.has(status) ? 1 : 0);
  if (isDigested(message)) return { digested: wasIn('sent'), ...end(now) };

  const isGone = gone.some((status) => steps.has(status));
  if (!isGone) return end(now);
  return {
    sent: 1,
    delivered: wasIn('delivered'),
    bounced: wasIn('bounced'),
    complained: wasIn('complained'),
    ...Object.fromEntries(engagementsOf(message).map((engagement) => [engagement, 1])),
    ...end(now),
    costMicroUsd: costOf(message),
    ...timeToDelivery(message),
  };
}

function end(status: MessageStatus | undefined): Counts {
  return status !== undefined && ends.has(status) ? { [status as Counter]: 1 } : {};
}

function engagementsOf({ events }: MessageImage): Engagement[] {
  return events.flatMap(({ engagement }) => engagement ?? []);
}

/** A message in a digest never becomes `sending` by itself. */
function isDigested({ digest, events }: MessageImage): boolean {
  return digest !== undefined && !events.some(({ status }) => status === 'sending');
}

/** An SMS costs what its provider says, and until then what was reserved for it. */
function costOf({ channel, bill, billedUsd }: MessageImage): number {
  switch (channel) {
    case 'email':
      return microUsdPerEmail;
    case 'sms':
      return Math.round((billedUsd ?? bill?.estimatedUsd ?? 0) * 1e6);
    case 'inbox':
    case 'chat': // no service of chats charges for a message
    case 'push':
      return 0;
    default:
      return channel satisfies never;
  }
}

/** From when it was to go: a message that was held is not late. */
function timeToDelivery({ notificationId, dueAt, events }: MessageImage): Partial<Record<Bucket, number>> {
  const delivered = events.find(({ status }) => status === 'delivered');
  if (delivered === undefined) return {};
  const from = dueAt ?? notificationTime(notificationId);
  return { [`t${bucketOf((new Date(delivered.at).getTime() - from.getTime()) / 1000)}`]: 1 };
}
