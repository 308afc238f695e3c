import { isSent } from '../../contract/channels/channels.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import { addressOn } from '../channels/rules/address.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import type { User } from '../users/ports/users.ts';
import { plannedStatus } from './rules/planned-status.ts';

/** Makes a notification's messages, one for each channel that was planned, as each stands from the start. */
export function toMessages(notification: NotificationRecord, user: User, now: Date): MessageRecord[] {
  return notification.explanation.map((each) => {
    const { channel, reason, until, because } = each;
    const status = plannedStatus(each, notification);
    const goes = isSent(channel) && (status === 'queued' || status === 'digesting');
    return {
      notificationId: notification.id,
      channel,
      status,
      reason,
      address: goes ? addressOn(channel, user) : undefined,
      attempts: 0,
      dueAt: until === undefined ? undefined : new Date(until),
      events: [
        { status, at: now.toISOString(), ...(isTold(each, status) && { detail: because + idOfBatch(each, notification) }) },
      ],
    };
  });
}

/** The batch that it has joined, for its timeline: a plan cannot name it, as a dry run opens none. */
function idOfBatch({ reason }: Explanation, { joined }: NotificationRecord): string {
  return reason === 'batched' && joined !== undefined ? ` (${joined.id})` : '';
}

/** What the timeline gives its reason for: what a reader would wait for in vain, and what the publisher can mend. */
function isTold({ reason }: Explanation, status: MessageRecord['status']): boolean {
  return (
    reason === 'content_too_long' ||
    reason === 'condition_not_met' ||
    reason === 'batched' ||
    status === 'scheduled' ||
    status === 'digesting' ||
    status === 'expired'
  );
}
