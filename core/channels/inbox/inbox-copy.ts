import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import { NotKnownYet } from '../../errors.ts';
import { type AskedOf, askSteps } from '../../workflows/rules/ask-steps.ts';
import { type CopyFit, fitCopy } from '../../workflows/rules/copy-fit.ts';
import type { Whereabouts } from '../../workflows/rules/reader.ts';
import type { StepAnswers } from '../../workflows/rules/steps.ts';
import { parseStoredData } from '../../workflows/rules/stored-data.ts';
import type { InboxCopy, Workflow } from '../../workflows/rules/workflow.ts';
import { copyOn } from '../rules/behaviours.ts';
import type { NewInboxItem } from './ports/feed.ts';

/** What the inbox or a digest shows a user, how what is said on the channels that were chosen fits them, and what the workflow's own functions answer. */
export type StoredCopy = { inbox: InboxCopy; fit: CopyFit; steps: StepAnswers };

/**
 * Writes what the inbox shows, to this user, looks how the rest fits, and asks the workflow's conditions. The data was accepted once, but the
 * workflow may have changed since.
 * @throws NotKnownYet when they do not go together, or a condition cannot answer. Copy that a workflow may be without, such as an SMS, is its sender's business.
 */
export function writeStoredCopy(
  workflow: Workflow,
  data: Record<string, unknown>,
  { channels, whereabouts, ...asked }: { channels: readonly Channel[]; whereabouts: Whereabouts } & AskedOf,
): StoredCopy {
  const payload = parseStoredData(workflow, data);
  const fitted = payload.success ? fitCopy(workflow, payload.data, { channels, whereabouts }) : undefined;
  const isWrong = fitted?.wrong.some(({ channel }) => !copyOn(channel).isOptional) ?? true;
  if (isWrong || !payload.success || fitted?.copy.inbox === undefined)
    throw new NotKnownYet(`the data does not fit workflow "${workflow.key}"`);
  const { answers, faults } = askSteps(workflow, payload.data, asked);
  const [fault] = faults;
  if (fault !== undefined) throw new NotKnownYet(`workflow "${workflow.key}", ${fault.field}: ${fault.detail}`);

  return { inbox: fitted.copy.inbox, fit: fitted.fit, steps: answers };
}

/** When a notification begins: when the batch was closed that it tells of, at the time to send it at that the publish gave, or else when it was asked for. */
export function beginsAt({ createdAt, sendAt, batch }: Pick<NotificationRecord, 'createdAt' | 'sendAt' | 'batch'>): Date {
  if (batch !== undefined) return new Date(batch.closed_at);
  return sendAt === undefined ? createdAt : sendAt;
}

/** A notification as an item for its user's inbox; what was scheduled, or delayed, is as old as the moment it arrives. */
export function toInboxItem(notification: NotificationRecord, copy: InboxCopy, now: Date): NewInboxItem {
  const { id, userId, workflow, category, priority, sendAt, actor, explanation } = notification;
  const isOld = ({ channel, held_for }: Explanation) => channel === 'inbox' && (held_for === 'delay' || held_for === 'batch');
  const wasDelayed = explanation.some(isOld);
  const createdAt = sendAt === undefined && !wasDelayed ? notification.createdAt : now;
  return { notificationId: id, userId, workflow, category, priority, createdAt, ...copy, ...(actor && { actor }) };
}
