import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import type { ToAssign } from '../experiments/rules/assign-variant.ts';
import { notificationIdFor, visibleAt } from '../publishing/rules/derived-id.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';

/** The id of the notification that a run makes, the same every time. */
export function idOf(message: NotifyMessage): string {
  return notificationIdFor(visibleAt(message), message.requestId, message.userId);
}

/** What the publish asked for in place of what the workflow says. */
export function overridesOf({ userId, priority, channels, sendAt, expiresAt }: NotifyMessage) {
  const room = isRoom(userId) ? { isRoom: true } : {};
  return { priority, channels, sendAt: toDate(sendAt), expiresAt: toDate(expiresAt), ...room };
}

/** What decides of a variant. */
export function toAssign({ userId, test, priority, resentFrom, variant }: NotifyMessage, workflow: Workflow): ToAssign {
  const resent = resentFrom === undefined ? {} : { resent: { variant } };
  return { userId, priority: priority ?? workflow.priority, test, ...resent };
}

function toDate(instant: string | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}
