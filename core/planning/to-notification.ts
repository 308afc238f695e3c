import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { InBatch } from '../batches/rules/place-in-batch.ts';
import type { NotificationRecord } from '../delivery/ports/records.ts';
import type { Assignment } from '../experiments/rules/assign-variant.ts';
import type { User } from '../users/ports/users.ts';
import { profileOf } from '../users/rules/profile.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { idOf, overridesOf } from './read-run.ts';

/** An accepted run for one user, and what takes part in deciding of it. */
export type Run = { message: NotifyMessage; workflow: Workflow; user: User; assignment: Assignment | undefined };
type Planned = Run & { explanation: Explanation[]; inBatch: InBatch | undefined };

/** Makes the notification of a run for its user, with why each channel is used or not. */
export function toNotification({ message, workflow, user, assignment, explanation, inBatch }: Planned): NotificationRecord {
  const { sendAt, expiresAt, channels } = overridesOf(message);
  return {
    id: idOf(message),
    requestId: message.requestId,
    userId: user.id,
    workflow: workflow.key,
    category: workflow.category,
    priority: message.priority ?? workflow.priority,
    test: message.test,
    data: message.data,
    experiment: assignment?.experiment,
    variant: assignment?.variant,
    locale: user.locale,
    timezone: user.timezone,
    profile: profileOf(user),
    actor: message.actor,
    joined: joinedOf(explanation, inBatch),
    batch: message.batch,
    channels,
    sendAt,
    goodUntil: expiresAt,
    cancellationKey: message.cancellationKey,
    callback: message.callback,
    failureCallback: message.failureCallback,
    createdAt: new Date(message.requestedAt),
    topic: message.topic,
    broadcast: message.broadcast,
    resentFrom: message.resentFrom,
    explanation,
  };
}

/** The batch that it has joined, when it was planned so. */
function joinedOf(explanation: readonly Explanation[], inBatch: InBatch | undefined): NotificationRecord['joined'] {
  if (inBatch === undefined || !explanation.some(({ reason }) => reason === 'batched')) return undefined;
  return { id: inBatch.place.batch.id, key: inBatch.ref.key };
}
