import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import { type FindBatchDeps, findBatch } from '../batches/find-batch.ts';
import { writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import type { AnnounceChange } from '../channels/inbox/ports/live.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import type { WorkflowPauses } from '../delivery/ports/workflow-pauses.ts';
import { BatchMoved, NotKnownYet } from '../errors.ts';
import { assignVariant } from '../experiments/rules/assign-variant.ts';
import type { Retention } from '../operations/rules/retention.ts';
import { visibleAt } from '../publishing/rules/derived-id.ts';
import { decideAgain } from '../scheduling/decide-again.ts';
import { type FindTenantDeps, findTenantOf } from '../tenants/find-tenant.ts';
import { workflowOfTenant } from '../tenants/rules/workflow-of-tenant.ts';
import type { Now } from '../time/ports/clock.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { Users } from '../users/ports/users.ts';
import { whereaboutsOf } from '../users/rules/profile.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { planWithinCaps } from './plan-within-caps.ts';
import { type PassOnDeps, passOn } from './pass-on.ts';
import { arrivedInInbox, planEntry } from './plan-entry.ts';
import type { PlanningLedger } from './ports/ledger.ts';
import { idOf, overridesOf, toAssign } from './read-run.ts';
import { chooseChannels } from './rules/choose-channels.ts';
import type { FrequencyCapPolicy } from './rules/frequency-cap.ts';
import type { AddressTerms } from './rules/refuse-address.ts';

export type DispatchDeps = PassOnDeps &
  FindBatchDeps &
  FindTenantDeps &
  AddressTerms & {
    workflows: ReadonlyMap<string, Workflow>;
    users: Users;
    workflowPauses: Pick<WorkflowPauses, 'list'>;
    ledger: Pick<PlanningLedger, 'enter' | 'withdraw'>;
    /** How much all workflows together may send to a user; absent: as much as there is. */
    frequencyCapPolicy?: FrequencyCapPolicy;
    /** Absent where no browser is connected. */
    announceChange?: AnnounceChange | undefined;
    now: Now;
  } & Retention;

export type DispatchOutcome = 'dispatched' | 'user-gone';

/**
 * Turns an accepted run for one user into a notification: plans its channels, enters it in the ledger and the inbox, and passes on
 * what is to be sent or held. Doing it again changes nothing: the ledger keeps the first plan, and claims drop repetitions.
 * @throws NotKnownYet when there is no such workflow, or the data do not fit it.
 */
export async function dispatch(message: NotifyMessage, deps: DispatchDeps): Promise<DispatchOutcome> {
  const known = deps.workflows.get(message.workflow);
  if (known === undefined) throw new NotKnownYet(`there is no workflow "${message.workflow}"`);
  const [users, paused, tenant] = await Promise.all([
    deps.users.getMany([message.userId]),
    deps.workflowPauses.list(),
    findTenantOf(message.userId, deps),
  ]);
  const workflow = workflowOfTenant(known, tenant);
  const found = users.get(message.userId);
  if (found === undefined) {
    await deps.ledger.withdraw({ notificationId: idOf(message), userId: message.userId });
    return 'user-gone';
  }
  const user = reachedBy(workflow, found);
  const { channels } = chooseChannels(workflow, overridesOf(message));
  const assignment = isRoom(message.userId) ? undefined : assignVariant(workflow, toAssign(message, workflow)); // a room is nobody to compare
  const written = writeStoredCopy(workflow, message.data, {
    channels,
    whereabouts: { ...whereaboutsOf(user, assignment?.variant), actor: message.actor, batch: message.batch },
    user,
    since: visibleAt(message),
    isResent: message.resentFrom !== undefined,
  });

  const at = deps.now();
  const overrides = overridesOf(message);
  const run = { message, workflow, user, assignment, written, paused: paused.get(workflow.key), at };
  const entered = await decideAgain(`the batch of notification ${idOf(message)}`, async () => {
    const inBatch = await findBatch(
      { id: idOf(message), userId: user.id, workflow, steps: written.steps, overrides, test: message.test },
      at,
      deps,
    );
    return planWithinCaps({ policy: capsOf(message, deps), test: message.test }, (frequencyCaps, usedUp) =>
      deps.ledger.enter(planEntry({ ...run, frequencyCaps, usedUp, inBatch }, deps)),
    ).catch(orMoved);
  });

  await passOn(entered, message, deps);
  if (entered.some(arrivedInInbox)) await deps.announceChange?.([user]);
  return 'dispatched';
}

/** Answers nothing when its batch has moved on, so that it is planned again. */
function orMoved(error: unknown): undefined {
  if (!(error instanceof BatchMoved)) throw error;
}

/** The caps that hold for it: a room has none. */
function capsOf({ userId }: NotifyMessage, { frequencyCapPolicy }: DispatchDeps): FrequencyCapPolicy | undefined {
  return isRoom(userId) ? undefined : frequencyCapPolicy;
}
