import type { Explanation } from '../../contract/notifications.ts';
import type { NewDigestEntry, NotificationRecord } from '../ports.ts';

/** What waits for its user's next digest, if that was decided. */
export function digestEntryOf(
  { id, userId }: NotificationRecord,
  explanation: readonly Explanation[],
  at: Date,
): NewDigestEntry | undefined {
  const cadence = explanation.find(({ decision }) => decision === 'digest')?.cadence;
  return cadence === undefined ? undefined : { userId, notificationId: id, cadence, at };
}
