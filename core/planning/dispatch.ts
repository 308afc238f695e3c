import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import { type FindBatchDeps, findBatch } from '../batches/find-batch.ts';
import { writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import type { AnnounceChange } from '../channels/inbox/ports/live.ts';
import type { WorkflowPauses } from '../delivery/ports/workflow-pauses.ts';
import { BatchMoved } from '../errors.ts';
import { assignVariant } from '../experiments/rules/assign-variant.ts';
import type { Retention } from '../operations/rules/retention.ts';
import { visibleAt } from '../publishing/rules/derived-id.ts';
import { decideAgain } from '../scheduling/decide-again.ts';
import type { Now } from '../time/ports/clock.ts';
import { isRoom } from '../topics/rules/room.ts';
import { whereaboutsOf } from '../users/rules/profile.ts';
import { type PassOnDeps, passOn } from './pass-on.ts';
import { arrivedInInbox, planEntry } from './plan-entry.ts';
import { type CapDeps, planWithinCaps } from './plan-within-caps.ts';
import type { PlanningLedger } from './ports/ledger.ts';
import { type ReadForPlanDeps, readForPlan } from './read-for-plan.ts';
import { idOf, overridesOf, toAssign } from './read-run.ts';
import { chooseChannels } from './rules/choose-channels.ts';
import type { AddressTerms } from './rules/refuse-address.ts';

export type DispatchDeps = PassOnDeps &
  FindBatchDeps &
  ReadForPlanDeps &
  CapDeps &
  AddressTerms & {
    workflowPauses: Pick<WorkflowPauses, 'list'>;
    ledger: Pick<PlanningLedger, 'enter' | 'withdraw'>;
    /** Absent where no browser is connected. */
    announceChange?: AnnounceChange | undefined;
    now: Now;
  } & Retention;

export type DispatchOutcome = 'dispatched' | 'user-gone';

/**
 * Turns an accepted run for one user into a notification: plans its channels, enters it in the ledger and the inbox, and passes
 * on what is to be sent or held. Doing it again changes nothing, as the ledger keeps the first plan; what is passed on twice is
 * sent once.
 * @throws NotKnownYet when there is no such workflow, or the data do not fit it.
 */
export async function dispatch(message: NotifyMessage, deps: DispatchDeps): Promise<DispatchOutcome> {
  const id = idOf(message);
  const [{ workflow, user }, paused] = await Promise.all([readForPlan(message, deps), deps.workflowPauses.list()]);
  if (user === undefined) {
    await deps.ledger.withdraw({ notificationId: id, userId: message.userId });
    return 'user-gone';
  }
  const overrides = overridesOf(message);
  const { channels } = chooseChannels(workflow, overrides);
  const assignment = isRoom(message.userId) ? undefined : assignVariant(workflow, toAssign(message, workflow)); // a room is nobody to compare
  const written = writeStoredCopy(workflow, message.data, {
    channels,
    whereabouts: { ...whereaboutsOf(user, assignment?.variant), actor: message.actor, batch: message.batch },
    user,
    since: visibleAt(message),
    isResent: message.resentFrom !== undefined,
  });

  const at = deps.now();
  const run = { message, workflow, user, assignment, written, paused: paused.get(workflow.key), at };
  const toGather = { id, userId: user.id, workflow, steps: written.steps, overrides, test: message.test };
  const entered = await decideAgain(`the batch of notification ${id}`, async () => {
    const inBatch = await findBatch(toGather, at, deps);
    return planWithinCaps(message, deps, (frequencyCaps, usedUp) =>
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
