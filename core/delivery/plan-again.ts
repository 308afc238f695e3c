import type { Explanation } from '../../contract/publishing/notifications.ts';
import { beginsAt } from '../channels/inbox/inbox-copy.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import { digestWorkflow } from '../digests/rules/digest-names.ts';
import { NotKnownYet } from '../errors.ts';
import { plan } from '../planning/rules/plan.ts';
import { type FindTenantDeps, findTenantOf } from '../tenants/find-tenant.ts';
import { workflowOfTenant } from '../tenants/rules/workflow-of-tenant.ts';
import type { Now } from '../time/ports/clock.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { User, Users } from '../users/ports/users.ts';
import { askSteps } from '../workflows/rules/ask-steps.ts';
import { termsOf } from '../workflows/rules/chain.ts';
import { parseStoredData } from '../workflows/rules/stored-data.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { MessageRecord, NotificationRecord } from './ports/records.ts';
import { hasWaited } from './rules/has-waited.ts';

export type PlanAgainDeps = FindTenantDeps & {
  workflows: ReadonlyMap<string, Workflow>;
  users: Pick<Users, 'getMany'>;
  feed: Pick<Feed, 'read'>;
  now: Now;
};

type Waiting = { message: MessageRecord; notification: NotificationRecord };

/**
 * Decides again of a message that has waited in its queue whether and when it goes, by the rule that planned it; nothing of one that has not, or of
 * which nothing can have changed. What was counted for frequency caps stays counted.
 * @throws NotKnownYet when its workflow's condition cannot answer.
 */
export async function planAgain({ message, notification }: Waiting, deps: PlanAgainDeps): Promise<Explanation | undefined> {
  const { id, userId, priority, channels, sendAt, goodUntil } = notification;
  const { channel } = message;
  const at = deps.now();
  const written = deps.workflows.get(notification.workflow);
  if (written === undefined || !isPlanned(notification) || !hasWaited(message, at)) return undefined;

  const [users, tenant, isRead] = await Promise.all([
    deps.users.getMany([userId], { fresh: false }),
    findTenantOf(userId, deps),
    waitsForReader(written, channel) && deps.feed.read(userId, [id]).then((read) => read.has(id)),
  ]);
  const workflow = workflowOfTenant(written, tenant);
  const known = users.get(userId);
  if (known === undefined) return undefined;
  const user = reachedBy(workflow, known);
  const inbox = isRead && { arrivedAt: new Date(0), isRead }; // however long it has been there
  const [explanation] = plan(
    {
      workflow,
      user,
      overrides: {
        priority,
        ...(channels && { channels }),
        ...(sendAt && { sendAt }),
        ...(goodUntil && { expiresAt: goodUntil }),
      },
      held: { channels: [channel], ...(inbox && { inbox }) },
      steps: { unmet: findUnmet(notification, workflow, user) },
    },
    at,
  );
  return explanation;
}

/** Whether a plan decided of it: what a test key plays out, a digest and what a room is told have no reader who may change their mind. */
function isPlanned({ test, workflow, userId }: NotificationRecord): boolean {
  return !test && workflow !== digestWorkflow && !isRoom(userId);
}

function waitsForReader(workflow: Workflow, channel: MessageRecord['channel']): boolean {
  const { unreadAfterMinutes, before } = termsOf(workflow, channel);
  return unreadAfterMinutes !== undefined || before !== undefined;
}

/** The channels whose condition is not met any more. Data that does not fit is its sender's business. */
function findUnmet(notification: NotificationRecord, { key, when, payload }: Workflow, user: User) {
  if (when === undefined) return [];
  const parsed = parseStoredData({ payload }, notification.data);
  if (!parsed.success) return [];
  const { answers, faults } = askSteps({ when }, parsed.data, { user, since: beginsAt(notification) });
  const [fault] = faults;
  if (fault !== undefined) throw new NotKnownYet(`workflow "${key}", ${fault.field}: ${fault.detail}`);
  return answers.unmet;
}
