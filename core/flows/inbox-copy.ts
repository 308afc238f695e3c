import { NotKnownYet } from '../errors.ts';
import type { NewInboxItem } from '../ports/feed.ts';
import type { NotificationRecord } from '../ports/ledger.ts';
import { renderCopy } from '../rules/copy.ts';
import type { Whereabouts } from '../rules/reader.ts';
import { parseStoredData } from '../rules/stored-data.ts';
import type { InboxCopy, Workflow } from '../rules/workflow.ts';

/**
 * Writes what the inbox shows, to this user. The data was accepted once, but the workflow may have changed since.
 * @throws NotKnownYet when they do not fit.
 */
export function writeInboxCopy(workflow: Workflow, data: Record<string, unknown>, whereabouts: Whereabouts): InboxCopy {
  const payload = parseStoredData(workflow, data);
  const rendered = payload.success ? renderCopy(workflow, payload.data, { channels: [], whereabouts }) : undefined;
  if (rendered?.outcome !== 'rendered') throw new NotKnownYet(`the data does not fit workflow "${workflow.key}"`);

  return rendered.copy.inbox;
}

/** A notification as an item for its user's inbox; what was scheduled is as old as the moment it arrives. */
export function toInboxItem(notification: NotificationRecord, copy: InboxCopy, now: Date): NewInboxItem {
  const { id, userId, workflow, category, priority, sendAt } = notification;
  const createdAt = sendAt === undefined ? notification.createdAt : now;
  return { notificationId: id, userId, workflow, category, priority, createdAt, ...copy };
}
