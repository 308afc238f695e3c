import { isSent } from '../../contract/channels/channels.ts';
import { soonestFrequency } from '../../contract/digests/frequencies.ts';
import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import { type FindBatchDeps, findBatch } from '../batches/find-batch.ts';
import { changeOfBatch } from '../batches/join-batch.ts';
import type { InBatch } from '../batches/rules/place-in-batch.ts';
import { type StoredCopy, toInboxItem, writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import type { AnnounceChange } from '../channels/inbox/ports/live.ts';
import { addressOn } from '../channels/rules/address.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import type { WorkflowPauses } from '../delivery/ports/workflow-pauses.ts';
import { digestEntryOf } from '../digests/digest-entry.ts';
import { BatchMoved, NotKnownYet } from '../errors.ts';
import { type Assignment, assignVariant, type ToAssign } from '../experiments/rules/assign-variant.ts';
import { daysKept, longestWaitDays, type Retention } from '../operations/rules/retention.ts';
import { emailFrequencyOf } from '../preferences/rules/preferences.ts';
import { notificationIdFor, visibleAt } from '../publishing/rules/derived-id.ts';
import { decideAgain } from '../scheduling/decide-again.ts';
import { listedDueAts } from '../scheduling/rules/due-time.ts';
import type { Now } from '../time/ports/clock.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { User, Users } from '../users/ports/users.ts';
import { profileOf, whereaboutsOf } from '../users/rules/profile.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { enforceFrequencyCaps } from './enforce-frequency-caps.ts';
import { type PassOnDeps, passOn } from './pass-on.ts';
import type { Entry, PlanningLedger } from './ports/ledger.ts';
import { chooseChannels } from './rules/choose-channels.ts';
import { type FrequencyCapPolicy, type FrequencyCaps, mayWaitForDigest } from './rules/frequency-cap.ts';
import type { WorkflowPause } from './rules/hold-while-paused.ts';
import { newCapWindowsOf, planForUser } from './rules/plan-for-user.ts';
import { plannedStatus } from './rules/planned-status.ts';
import type { AddressTerms } from './rules/refuse-address.ts';

export type DispatchDeps = PassOnDeps &
  FindBatchDeps &
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

type Run = { message: NotifyMessage; workflow: Workflow; user: User; assignment: Assignment | undefined };
type Planned = Run & { explanation: Explanation[]; inBatch: InBatch | undefined };

export type DispatchOutcome = 'dispatched' | 'user-gone';

/**
 * Turns an accepted run for one user into a notification: plans its channels, enters it in the ledger and the inbox, and passes on
 * what is to be sent or held. Doing it again changes nothing: the ledger keeps the first plan, and claims drop repetitions.
 * @throws NotKnownYet when there is no such workflow, or the data do not fit it.
 */
export async function dispatch(message: NotifyMessage, deps: DispatchDeps): Promise<DispatchOutcome> {
  const workflow = deps.workflows.get(message.workflow);
  if (workflow === undefined) throw new NotKnownYet(`there is no workflow "${message.workflow}"`);
  const [users, paused] = await Promise.all([deps.users.getMany([message.userId]), deps.workflowPauses.list()]);
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
    return enforceFrequencyCaps({ policy: capsOf(message, deps), test: message.test }, (frequencyCaps, usedUp) =>
      deps.ledger.enter(toEntry({ ...run, frequencyCaps, usedUp, inBatch }, deps)),
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

type Decided = Run & {
  written: StoredCopy;
  frequencyCaps: FrequencyCaps | undefined;
  usedUp: readonly string[];
  paused: WorkflowPause | undefined;
  inBatch: InBatch | undefined;
  at: Date;
};

/** What is entered, by the plan that is made here. */
function toEntry(
  { message, workflow, user, assignment, written, frequencyCaps, usedUp, paused, inBatch, at }: Decided,
  deps: DispatchDeps,
): Entry {
  const { inbox: copy, fit, steps } = written;
  const fresh = {
    workflow,
    user,
    overrides: overridesOf(message),
    test: message.test,
    isResent: message.resentFrom !== undefined,
    assignment,
    frequencyCaps,
    usedUp,
    fit,
    steps,
    paused,
    batch: inBatch,
  };
  const explanation = planForUser(fresh, deps, at);
  const notification = toNotification({ message, workflow, user, assignment, explanation, inBatch });
  const messages = toMessages(notification, user, at);
  const inInbox = messages.some(arrivedInInbox);
  const keptDays = daysKept(workflow.category, deps);
  const expiresAfter = (until: Date) => daysAfter(lastPlanned([until], { workflow, user, frequencyCaps }), keptDays);
  const batch = inBatch && changeOfBatch({ notification, workflow, inBatch, expiresAfter }, at);
  const due = [at, ...messages.flatMap(({ dueAt }) => dueAt ?? []), ...(batch?.how === 'joins' ? [batch.batch.until] : [])];
  return {
    notification,
    messages,
    inboxItem: inInbox ? toInboxItem(notification, copy, at) : undefined,
    digestEntry: digestEntryOf({ notification, user, copy, explanation }, at),
    dueAts: listedDueAts(explanation, at),
    capWindows: newCapWindowsOf(explanation, fresh, at),
    batch,
    expiresAt: daysAfter(lastPlanned(due, { workflow, user, frequencyCaps }), keptDays),
  };
}

function arrivedInInbox({ channel, status }: Pick<MessageRecord, 'channel' | 'status'>): boolean {
  return channel === 'inbox' && status === 'delivered';
}

/** Finds until when something may still be sent, held or waiting for a digest. The retention counts from then. */
function lastPlanned(
  dueAts: readonly Date[],
  { workflow, user, frequencyCaps }: Pick<Decided, 'workflow' | 'user' | 'frequencyCaps'>,
): Date {
  const due = latest(dueAts);
  if (workflow.required) return due;
  const waitDays = longestWaitDays(emailFrequencyOf(user, workflow));
  return daysAfter(due, mayWaitForDigest(frequencyCaps) ? Math.max(waitDays, longestWaitDays(soonestFrequency())) : waitDays);
}

function toNotification({ message, workflow, user, assignment, explanation, inBatch }: Planned): NotificationRecord {
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

function toMessages(notification: NotificationRecord, user: User, now: Date): MessageRecord[] {
  return notification.explanation.map((each) => {
    const { channel, reason, until, because } = each;
    const status = plannedStatus(each, notification);
    const goes = isSent(channel) && (status === 'queued' || status === 'digesting');
    return {
      notificationId: notification.id,
      channel,
      status,
      reason,
      address: goes ? addressOn(channel, user) : undefined,
      attempts: 0,
      dueAt: until === undefined ? undefined : new Date(until),
      events: [
        { status, at: now.toISOString(), ...(isTold(each, status) && { detail: because + idOfBatch(each, notification) }) },
      ],
    };
  });
}

/** The batch that it has joined, for its timeline: a plan cannot name it, as a dry run opens none. */
function idOfBatch({ reason }: Explanation, { joined }: NotificationRecord): string {
  return reason === 'batched' && joined !== undefined ? ` (${joined.id})` : '';
}

/** What the timeline gives its reason for: what a reader would wait for in vain, and what the publisher can mend. */
function isTold({ reason }: Explanation, status: MessageRecord['status']): boolean {
  return (
    reason === 'content_too_long' ||
    reason === 'condition_not_met' ||
    reason === 'batched' ||
    status === 'scheduled' ||
    status === 'digesting' ||
    status === 'expired'
  );
}

function toAssign({ userId, test, priority, resentFrom, variant }: NotifyMessage, workflow: Workflow): ToAssign {
  const resent = resentFrom === undefined ? {} : { resent: { variant } };
  return { userId, priority: priority ?? workflow.priority, test, ...resent };
}

function idOf(message: NotifyMessage): string {
  return notificationIdFor(visibleAt(message), message.requestId, message.userId);
}

function overridesOf({ userId, priority, channels, sendAt, expiresAt }: NotifyMessage) {
  const room = isRoom(userId) ? { isRoom: true } : {};
  return { priority, channels, sendAt: toDate(sendAt), expiresAt: toDate(expiresAt), ...room };
}

function toDate(instant: string | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}

function latest(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())));
}

function daysAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000);
}
