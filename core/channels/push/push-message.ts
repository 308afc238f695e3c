import type { NotificationRecord } from '../../delivery/ports/records.ts';
import type { PushCopy, Workflow } from '../../workflows/rules/workflow.ts';
import type { PushMessage, PushUrgency } from './ports/devices.ts';

/** How soon a device is woken, where the workflow does not say. */
const urgencies = { low: 'low', normal: 'normal', high: 'high', urgent: 'high' } as const satisfies Record<string, PushUrgency>;

/** How long a message is kept for a device that is away, where the workflow does not say: a day. */
const usualTtlSeconds = 86_400;

/** A notification as a push message: as urgent, and kept as long, as its workflow says, and never longer than it is good. */
export function toPushMessage(
  notification: NotificationRecord,
  { copy, workflow }: { copy: PushCopy; workflow: Workflow },
  at: Date,
): PushMessage {
  const { id, priority, goodUntil } = notification;
  const { pushTtlSeconds = usualTtlSeconds, pushUrgency = urgencies[priority], pushTopic = id } = workflow;
  const goodSeconds = goodUntil === undefined ? Infinity : Math.max(0, Math.floor((goodUntil.getTime() - at.getTime()) / 1000));
  return {
    notificationId: id,
    copy,
    workflow: notification.workflow,
    topic: pushTopic,
    urgency: pushUrgency,
    ttlSeconds: Math.min(pushTtlSeconds, goodSeconds),
    at,
  };
}
