import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { NotificationRecord } from '../delivery/ports/records.ts';
import { longestWaitDays } from '../operations/rules/retention.ts';
import { digestTimeOf } from '../preferences/rules/preferences.ts';
import type { User } from '../users/ports/users.ts';
import type { InboxCopy } from '../workflows/rules/workflow.ts';
import type { NewDigestEntry } from './ports/digests.ts';
import { excerptOf } from './rules/digest-contents.ts';

/** What a digest may be late by: its user flies west or chooses a later hour, or the job was stopped. */
const lateDays = 3;

/** What is planned for a notification's user, and what it says. */
type Planned = { notification: NotificationRecord; user: User; copy: InboxCopy; explanation: readonly Explanation[] };

/** What waits for its user's next digest, if that was decided. What a test key publishes waits for nothing, see `plannedStatus`. */
export function digestEntryOf({ notification, user, copy, explanation }: Planned, now: Date): NewDigestEntry | undefined {
  const digested = explanation.find(({ decision }) => decision === 'digest');
  if (digested?.cadence === undefined || notification.test) return undefined;

  const { id: notificationId, userId, category, createdAt } = notification;
  const { actions: _, image: _picture, ...text } = copy; // buttons and picture are for the inbox alone
  const shown = { ...text, body: excerptOf(copy.body) }; // the rest is shown nowhere, and is paid for by the kilobyte
  const entry = { notificationId, userId, channel: digested.channel, category, createdAt, ...shown };
  const keptAtLeastUntil = new Date(now.getTime() + (longestWaitDays(digested.cadence) + lateDays) * 86_400_000);
  return { entry, frequency: digested.cadence, clock: digestTimeOf(user), now, keptAtLeastUntil };
}
