import { isSent } from '../../contract/channels/channels.ts';
import type { FallBackMessage } from '../../contract/delivery/fall-back-message.ts';
import type { Channel } from '../../contract/values.ts';
import { isToldBesides } from '../batches/rules/gathers-on.ts';
import { isCanceledSince } from '../cancellation/is-canceled-since.ts';
import { beginsAt, toInboxItem, writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import { addressOn } from '../channels/rules/address.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import { digestWorkflow } from '../digests/rules/digest-names.ts';
import type { FeedbackLedger } from '../feedback/ports/ledger.ts';
import { passOn } from '../planning/pass-on.ts';
import type { PlanningLedger } from '../planning/ports/ledger.ts';
import { workflowNamed } from '../planning/read-for-plan.ts';
import { decideAgain } from '../scheduling/decide-again.ts';
import { moveOn } from '../scheduling/move-on.ts';
import type { Found } from '../scheduling/plan-held.ts';
import type { ReleaseDeps } from '../scheduling/release.ts';
import { isForSweep } from '../scheduling/rules/due-time.ts';
import { findTenantOf } from '../tenants/find-tenant.ts';
import { workflowOfTenant } from '../tenants/rules/workflow-of-tenant.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { User } from '../users/ports/users.ts';
import type { InboxCopy, Workflow } from '../workflows/rules/workflow.ts';
import type { MessageRecord } from './ports/records.ts';
import { describeFallback, type Fallback, fallbackFor, hasMissed, mayAddFor, type Standing } from './rules/fallback.ts';
import { hasExpired } from './rules/has-expired.ts';
import { planAdded } from './rules/plan-added.ts';

export type FallBackDeps = ReleaseDeps & { ledger: Pick<PlanningLedger, 'add'> & FeedbackLedger };

/** How a notification goes on after a message of it did not reach its user; `nothing`: it does not. */
export type FallBackOutcome = Fallback['how'] | 'nothing';

/** A message that did not reach its user, with all that decides what takes its place. */
type Missed = Found & { missed: MessageRecord; workflow: Workflow; user: User; copy: InboxCopy; at: Date };

/**
 * Gives a notification another channel in place of one that has not reached its user, unless it was canceled, has expired or was
 * read. What nobody wants on a channel any more only lets what waits for that channel to fail have its turn. Decided by how the message
 * stands, so that asking again, or too early, changes nothing.
 * @throws NotKnownYet when there is no such workflow, or the data do not fit it.
 * @throws RetryableError when others moved the notification every time that it was decided.
 */
export function fallBack(message: FallBackMessage, deps: FallBackDeps): Promise<FallBackOutcome> {
  return decideAgain(`notification ${message.notificationId}`, () => fallBackOnce(message, deps));
}

/** Answers nothing when somebody was faster. */
async function fallBackOnce(message: FallBackMessage, deps: FallBackDeps): Promise<FallBackOutcome | undefined> {
  const found = await deps.ledger.read(message.notificationId);
  const missed = found?.messages.find(({ channel }) => channel === message.channel);
  if (found === undefined || missed === undefined) return 'nothing';
  const isPassed = !hasMissed(missed); // nobody wants it, when it was about to go
  if (isPassed && (missed.status !== 'skipped' || missed.attempts === 0)) return 'nothing';
  const { notification } = found;
  if (isRoom(notification.userId)) return 'nothing'; // a room has no other channel
  if (notification.resentFrom !== undefined) return 'nothing'; // the notification that it is, sent again, had its fallback
  // what a test key plays out, it plays channel by channel; what a digest says, the inbox said before
  if (notification.test || notification.workflow === digestWorkflow) return 'nothing';
  const known = (await deps.users.getMany([notification.userId])).get(notification.userId);
  if (known === undefined || (await isOver(found, deps))) return 'nothing';
  const written = workflowNamed(notification.workflow, deps);
  if (notification.batch !== undefined && isToldBesides(written, notification)) return 'nothing'; // each in it went there by itself

  const workflow = workflowOfTenant(written, await findTenantOf(notification.userId, deps));
  const user = reachedBy(workflow, known);
  const { data, ...whereabouts } = notification;
  const asRead = { channels: [], whereabouts, user, since: beginsAt(notification) };
  const { inbox: copy, fit, steps } = writeStoredCopy(workflow, data, asRead);
  const it = { ...found, missed, workflow, user, copy, at: deps.now() };
  const mayAdd = isPassed ? {} : mayAddFor(user, workflow, { fit, steps });
  const fallback = fallbackFor({ missed: missed.channel, workflow }, (channel) => standingOf(channel, found, isPassed), mayAdd);
  if (fallback === undefined || (isPassed && fallback.how !== 'released')) return 'nothing';
  const hasGone = await use(fallback, it, deps);
  if (hasGone === undefined) return undefined;
  if (hasGone) await note(describeFallback(fallback), it, deps);
  return fallback.how;
}

/** Whether nobody needs it any more. */
async function isOver({ notification, messages }: Found, deps: FallBackDeps): Promise<boolean> {
  const { id, userId } = notification;
  if (hasExpired(notification, deps.now())) return true;
  if (messages.some(({ status }) => status === 'canceled') || (await isCanceledSince(notification, deps))) return true;
  return messages.some(({ channel }) => channel === 'inbox') && (await deps.feed.read(userId, [id])).has(id);
}

/** Says where a channel stands: what awaits the reader goes for who was missed, and not for who wants it elsewhere. */
function standingOf(channel: Channel, { notification, messages }: Found, isPassed: boolean): Standing {
  const message = messages.find((each) => each.channel === channel);
  if (message === undefined) return 'absent';
  const { status } = message;
  const isOfNoUse = ['bounced', 'failed', 'suppressed', 'skipped', 'expired'].includes(status);
  if (isOfNoUse) return 'no-use';
  const held = notification.explanation.find((each) => each.channel === channel)?.held_for;
  return status === 'scheduled' && (held === 'undelivered' || (held === 'escalation' && !isPassed)) ? 'awaits-reading' : 'has-it';
}

/** Answers whether the user has it there now, or nothing when the message moved meanwhile. */
async function use({ channel, how }: Fallback, it: Missed, deps: FallBackDeps): Promise<boolean | undefined> {
  const { notification, messages, at } = it;
  const standing = messages.filter((each) => each.channel === channel);
  switch (how) {
    case 'planned':
      await passOn(standing, notification, deps); // an attempt may have ended just before that
      return true;
    case 'released':
      return (await moveOn(it, standing, at, deps))?.some(({ status }) => status !== 'skipped' && status !== 'expired');
    case 'added':
      await add(channel, it, deps);
      return true;
    default:
      return how satisfies never;
  }
}

/** Adds a channel; a night that has begun since holds an e-mail. */
async function add(channel: Channel, it: Missed, deps: FallBackDeps): Promise<void> {
  const { notification, missed, workflow, user, copy, at } = it;
  const why = missed.events.findLast(({ status }) => status === missed.status)?.detail ?? missed.reason ?? missed.status;
  const { priority } = notification;
  const explanation = planAdded({ channel, missed: missed.channel, why, user, workflow, priority }, at);
  const until = explanation.until === undefined ? undefined : new Date(explanation.until);
  const message = newMessage(channel, until, it);
  const inboxItem = channel === 'inbox' ? toInboxItem(notification, copy, at) : undefined;
  const dueAts = until && isForSweep(until, at) ? [until] : [];
  // entered first: a queue message without its message would be a permanent error
  await deps.ledger.add({ message, explanation, dueAts, ...(inboxItem && { inboxItem }) });
  if (inboxItem) await deps.announceChange?.([user]);
  await passOn([message], notification, deps);
}

function newMessage(channel: Channel, dueAt: Date | undefined, { notification, user, at }: Missed): MessageRecord {
  const status = !isSent(channel) ? 'delivered' : dueAt ? 'scheduled' : 'queued';
  const address = status === 'queued' ? addressOn(channel, user) : undefined;
  return {
    notificationId: notification.id,
    channel,
    status,
    attempts: 0,
    ...(address !== undefined && { address }),
    ...(dueAt && { dueAt }),
    events: [{ status, at: at.toISOString(), ...(dueAt && { detail: "it is held until the user's quiet hours end" }) }],
  };
}

/** Notes, in the timeline of what did not reach the user, what they get in its place. */
async function note(detail: string, { missed, at }: Missed, { ledger }: { ledger: FeedbackLedger }): Promise<void> {
  await ledger.recordReceipt({ id: 'fallback', notificationId: missed.notificationId, channel: missed.channel, at, detail });
}
