import type { ResendAnswer, ResendRequest } from '../../contract/message-log/resend.ts';
import type { ApiKey } from '../access/ports/access.ts';
import { Refused } from '../errors.ts';
import { answerOnce, type Once, readIdempotencyKey } from '../publishing/answer-once.ts';
import type { Idempotency } from '../publishing/ports/idempotency.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import { statusUrlOf } from '../publishing/rules/status-url.ts';
import type { Now } from '../time/ports/clock.ts';
import { type PlanResendDeps, planResend, type ResendPlan, toResend } from './plan-resend.ts';
import type { Resends } from './ports/resends.ts';
import { type SuppressedChannelsDeps, suppressedChannels } from './suppressed-channels.ts';

export type ResendDeps = PlanResendDeps &
  SuppressedChannelsDeps & {
    resends: Resends;
    ingest: IngestQueue;
    idempotency: Idempotency;
    now: Now;
  };

type Asked = { id: string; request: ResendRequest; apiKey: ApiKey; keyHeader: string | undefined };

/**
 * Sends a notification again, as a new one that names it; with an `Idempotency-Key`, however often it is asked, once.
 * @throws Refused as `planResend` and `answerOnce`, and for a key that is not usable.
 */
export async function resend({ id, request, apiKey, keyHeader }: Asked, deps: ResendDeps): Promise<Once<ResendAnswer>> {
  const isTest = apiKey.kind === 'test';
  const work = (at: Date) => resendOnce(id, request, { at, isTest }, deps);
  if (keyHeader === undefined) return { body: await work(deps.now()), replayed: false };
  const key = readIdempotencyKey(keyHeader);
  return answerOnce({ caller: apiKey.id, key, request: { resend: id, ...request } }, work, deps);
}

async function resendOnce(
  id: string,
  request: ResendRequest,
  { at, isTest }: { at: Date; isTest: boolean },
  deps: ResendDeps,
): Promise<ResendAnswer> {
  const plan = await planResend(id, { ...request, isTest }, deps);
  const sent = await sendAgain(plan, at, deps);
  if (sent === undefined) throw new Refused('resend_under_way', 'somebody else sends it again in this moment');
  return sent;
}

/** Notes a resend and then queues it, in this order: what is noted is sent when it is asked for again. Nothing when another was faster. */
export async function sendAgain(
  plan: ResendPlan,
  at: Date,
  { resends, ingest, ...deps }: Pick<ResendDeps, 'resends' | 'ingest'> & SuppressedChannelsDeps,
): Promise<ResendAnswer | undefined> {
  const { first } = plan;
  const { resend, message } = toResend(plan, at);
  const after = first.resentAs?.length ?? 0;
  if (plan.noted === undefined && !(await resends.note({ notificationId: first.id, resend, after }))) return undefined;
  await ingest.send([message]);
  return {
    id: message.requestId,
    status_url: statusUrlOf(message.requestId),
    notification: resend.id,
    resent_from: first.id,
    channels: [...resend.channels],
    suppressed: await suppressedChannels({ userId: first.userId, workflow: first.workflow, channels: resend.channels }, deps),
  };
}
