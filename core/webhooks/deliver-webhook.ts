import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import type { DeliveryAttempt } from '../../contract/webhooks/webhooks.ts';
import type { SigningSecret } from '../access/ports/access.ts';
import { RetryableError } from '../errors.ts';
import type { Measure } from '../operations/ports/metrics.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Deliveries, Delivery, Webhook, WebhookAnswered, WebhookCalls, Webhooks } from './ports/webhooks.ts';
import { isGivenUp, isTaken, pauseAfter } from './rules/retries.ts';
import { activeSecrets } from './rules/secret.ts';
import { webhookHeaders } from './rules/signature.ts';

export type DeliverWebhookDeps = {
  webhooks: Webhooks;
  deliveries: Deliveries;
  calls: WebhookCalls;
  secret: Pick<SigningSecret, 'readOrMake'>;
  measure: Measure;
  now: Now;
  /** From 0 up to 1. */
  random: () => number;
};

/**
 * Makes one attempt to tell a webhook of an event, and says what became of it.
 * @throws RetryableError with the pause until the next attempt, when there is one.
 */
export async function deliverWebhook(
  { webhookId, eventId, replay }: WebhookMessage,
  deps: DeliverWebhookDeps,
): Promise<'delivered' | 'failed' | 'finished'> {
  const [webhook, delivery] = await Promise.all([deps.webhooks.find(webhookId), deps.deliveries.find(webhookId, eventId)]);
  if (delivery?.status !== 'pending' || delivery.replays !== replay) return 'finished'; // or another message is about it
  if (webhook?.status !== 'active') {
    await deps.deliveries.record(delivery, { status: 'failed' });
    return 'failed';
  }
  waitForItsTime(delivery, deps.now());

  const { attempt, answer } = await callOnce(webhook, delivery, deps);
  return 'status' in answer && isTaken(answer.status)
    ? succeed(webhook, delivery, attempt, deps)
    : fail(webhook, delivery, { attempt, isGone: 'status' in answer && answer.status === 410 }, deps);
}

/** A message may come twice, or before its pause is over: after a crash, and when it was queued twice. */
function waitForItsTime({ nextAttemptAt }: Delivery, now: Date): void {
  const afterSeconds = ((nextAttemptAt?.getTime() ?? 0) - now.getTime()) / 1000;
  if (afterSeconds > 1) throw new RetryableError('its next attempt is still to come', { afterSeconds });
}

async function callOnce(
  webhook: Webhook,
  { eventId, body }: Delivery,
  { calls, secret, now }: DeliverWebhookDeps,
): Promise<{ attempt: DeliveryAttempt; answer: WebhookAnswered }> {
  const at = now();
  const headers = webhookHeaders({ id: eventId, at, body }, activeSecrets(await secret.readOrMake(), webhook, at));
  const answer = await calls.post(webhook.url, { headers, body });
  const milliseconds = now().getTime() - at.getTime();
  const outcome = 'status' in answer ? { status: answer.status } : answer;
  return { attempt: { at: at.toISOString(), ...outcome, milliseconds }, answer };
}

async function succeed(
  { id, failingSince }: Webhook,
  delivery: Delivery,
  attempt: DeliveryAttempt,
  { webhooks, deliveries }: DeliverWebhookDeps,
): Promise<'delivered' | 'finished'> {
  if (!(await deliveries.record(delivery, { status: 'delivered', attempt }))) return 'finished';
  if (failingSince !== undefined) await webhooks.change(id, ({ failingSince: _, ...webhook }) => webhook);
  return 'delivered';
}

async function fail(
  webhook: Webhook,
  delivery: Delivery,
  { attempt, isGone }: { attempt: DeliveryAttempt; isGone: boolean },
  deps: DeliverWebhookDeps,
): Promise<'failed' | 'finished'> {
  const { id: webhookId, failingSince } = webhook;
  const at = new Date(attempt.at);
  const isDisabled = isGone || isGivenUp(failingSince, at);
  const afterSeconds = isDisabled ? undefined : pauseAfter(delivery.tries + 1, deps.random());
  const nextAttemptAt = afterSeconds === undefined ? undefined : new Date(deps.now().getTime() + afterSeconds * 1000);
  const step = { status: nextAttemptAt ? ('pending' as const) : ('failed' as const), attempt };
  const isRecorded = await deps.deliveries.record(delivery, { ...step, ...(nextAttemptAt && { nextAttemptAt }) });
  if (!isRecorded) return 'finished'; // another message was faster, and goes on with it

  if (isDisabled) await disable(webhookId, isGone ? 'gone' : 'failing', deps);
  else if (failingSince === undefined) await deps.webhooks.change(webhookId, (now) => ({ failingSince: at, ...now }));
  if (afterSeconds === undefined) return 'failed';
  throw new RetryableError('the webhook did not take the event', { afterSeconds });
}

async function disable(
  id: string,
  disabledBecause: 'gone' | 'failing',
  { webhooks, measure }: DeliverWebhookDeps,
): Promise<void> {
  await webhooks.change(id, (webhook) => ({ ...webhook, status: 'disabled', disabledBecause }));
  measure('WebhooksDisabled', 1);
}
