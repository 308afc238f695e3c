import type { ProviderName } from '../../contract/channels/providers.ts';
import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import { NotKnownYet, PermanentError, RetryableError } from '../errors.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import { announceEnd } from './announce-end.ts';
import { chooseProvider, learnOfProvider, mayGoByAnother, type ProviderOrder } from './choose-provider.ts';
import type { DeliverOutcome, NoteOutcomes, TakeStep } from './deliver-outcome.ts';
import { endUnsent, expire, leaveInDoubt, turnDown } from './end-unsent.ts';
import { type PlanAgainDeps, planAgain } from './plan-again.ts';
import { playTestRecipient } from './play-test-recipient.ts';
import type { ChannelSender, Rendered } from './ports/channel-sender.ts';
import type { DeliveryLedger, Found, Free } from './ports/ledger.ts';
import type { AcquirePermit } from './ports/rate-limiter.ts';
import type { NotificationRecord } from './ports/records.ts';
import type { WorkflowPauses } from './ports/workflow-pauses.ts';
import { type RecordAnswerDeps, recordAnswer } from './record-answer.ts';
import { hasExpired } from './rules/has-expired.ts';

export type DeliverDeps = RecordAnswerDeps &
  PlanAgainDeps & {
    ledger: DeliveryLedger;
    workflowPauses: Pick<WorkflowPauses, 'list'>;
    acquirePermit: AcquirePermit;
    leaseSeconds: number;
    ingest: IngestQueue;
    /** Who sends; absent: there is one, and nobody asks who it is. */
    order?: ProviderOrder;
  };

/**
 * Delivers one message at most once, and announces how it ended.
 * @throws RetryableError when another attempt holds it, when it is held by now, when its permit is too far off, when nothing was sent, or nobody knows yet whether it was.
 * @throws NotKnownYet when it cannot be rendered.
 * @throws PermanentError when nobody has taken it for too long.
 */
export async function deliver<Content extends Rendered>(
  message: DeliverMessage,
  sender: ChannelSender<Content>,
  deps: DeliverDeps,
): Promise<DeliverOutcome> {
  try {
    const first = await attempt(message, sender, deps);
    const outcome = first === 'overtaken' ? await attempt(message, sender, deps, { afresh: true }) : first;
    await announceEnd(message, outcome, deps);
    return outcome;
  } catch (error) {
    if (error instanceof PermanentError) await announceEnd(message, 'gave-up', deps);
    throw error;
  }
}

/**
 * Find it → expired? suppressed? still wanted? would it be planned so now? paused? → render → is there room? → permit → take it as "sending" → send → record the answer. Until it
 * is taken, an attempt changes nothing: one that is overtaken by another, or crashes, leaves the message as it was. One that was overtaken looks once
 * more, as it may have looked at what was a moment old.
 */
async function attempt<Content extends Rendered>(
  { notificationId, channel }: Pick<DeliverMessage, 'notificationId' | 'channel'>,
  sender: ChannelSender<Content>,
  deps: DeliverDeps,
  { afresh, refusedBy = [] }: { afresh?: boolean; refusedBy?: readonly ProviderName[] } = {},
): Promise<DeliverOutcome> {
  const { order, leaseSeconds, ambiguousWaitSeconds, acquirePermit, now } = deps;
  const wanted = { notificationId, channel, leaseSeconds, ambiguousWaitSeconds, now: now(), ...(afresh && { afresh }) };
  const found = await deps.ledger.find(wanted);
  if (found.outcome !== 'free') return notFree(found);
  const { notification, message } = found;
  const { step, noteOutcomes } = stepsOf(found, deps);

  const askAgain = async () => (notification.test ? undefined : sender.askAgain?.(notification));
  const end = await endUnsent(found, step, { ...deps, askAgain, planAgain: () => planAgain(found, deps) });
  if (end !== undefined) return end;
  await waitForOwner(notification, deps);
  await sender.prepare?.(notification);
  const content = renderOrPutAside(sender, found);
  if (notification.test) return playTestRecipient(message, step);
  const by = order && (await chooseProvider(message, refusedBy, order));
  if (by === 'gone') return leaveInDoubt(step, 'who may have sent it sends no more here, and nobody else sends it again');
  const turnedDown = await sender.admit?.(content);
  if (turnedDown !== undefined) return turnDown(turnedDown, step);
  const permit = await acquirePermit(content.units, by?.provider);
  if (permit.outcome === 'too-far') throw noRoomYet(permit.afterSeconds);
  if (hasExpired(notification, now())) return expire(message, step);

  const { bill, said } = content;
  const taken = { status: 'sending', ...(said !== undefined && { detail: said }), ...(bill && { bill }) } as const;
  if (!(await step({ ...taken, ...by }))) return 'overtaken';
  await permit.wait();
  const answer = await sender.send(content, noteOutcomes, by?.provider);
  if (order === undefined || by === undefined) return recordAnswer(answer, { message, step }, deps);

  await learnOfProvider(by.provider, answer, order);
  const asked = [...refusedBy, by.provider];
  if (!mayGoByAnother(answer, message, asked.length, order)) return recordAnswer(answer, { message, step }, deps);
  if (!(await step({ status: 'queued', ...(answer.detail && { detail: answer.detail }) }))) return 'overtaken';
  return attempt({ notificationId, channel }, sender, deps, { afresh: true, refusedBy: asked });
}

function notFree(found: Exclude<Found, Free>): DeliverOutcome {
  if (found.outcome === 'finished') return 'finished-before';
  if (found.outcome === 'missing') return 'gone';
  throw new RetryableError('another attempt holds this message, or its last send is still in doubt', {
    afterSeconds: found.afterSeconds,
  });
}

/** The steps of one attempt: the first takes the message as it was found, and those that follow hold it by its fence. */
function stepsOf(found: Free, { ledger, leaseSeconds, now }: DeliverDeps): { step: TakeStep; noteOutcomes: NoteOutcomes } {
  const { notificationId, channel } = found.message;
  let fence: number | undefined;
  return {
    async step({ bill, provider, ...change }) {
      if (fence !== undefined) return ledger.step({ notificationId, channel, fence, at: now(), ...change });
      const first = { ...(bill && { bill }), ...(provider && { provider }) };
      fence = await ledger.take(found, { ...change, ...first, at: now(), leaseSeconds });
      return fence !== undefined;
    },
    noteOutcomes: async (outcomes) => fence !== undefined && ledger.noteOutcomes({ notificationId, channel, fence, outcomes }),
  };
}

/** Sends what was queued before its workflow was paused back to its queue; what is published meanwhile is held by its plan. */
async function waitForOwner({ workflow }: NotificationRecord, { workflowPauses, pauseSeconds }: DeliverDeps): Promise<void> {
  const pause = (await workflowPauses.list()).get(workflow);
  if (pause === undefined) return;
  throw new RetryableError(`workflow "${workflow}" is paused: ${pause.why}`, { afterSeconds: pauseSeconds });
}

function noRoomYet(afterSeconds: number): RetryableError {
  return new RetryableError("the provider's rate leaves no room for it yet", { afterSeconds, stopBatch: true });
}

function renderOrPutAside<Content extends Rendered>(
  sender: ChannelSender<Content>,
  { notification, message: { channel, address, attempts, dueAt, outcomes, status } }: Free,
): Content {
  if (address === undefined) throw new PermanentError(`the ${channel} message of ${notification.id} has no address`);
  try {
    const earlier = { ...(outcomes && { outcomes }), ...(status === 'unknown' && { inDoubt: true }) };
    return sender.render({ notification, address, attempts: attempts + 1, ...(dueAt && { dueAt }), ...earlier });
  } catch (error) {
    // the workflow has changed since the publish was accepted, or is about to; the error may quote data, so only its name goes on
    const name = error instanceof Error ? error.name : typeof error;
    throw new NotKnownYet(`the ${channel} of workflow "${notification.workflow}" could not be written (${name})`);
  }
}
