import type { FanOutMessage, FanOutRecipientsMessage, NotifyMessage } from '../../contract/planning/notify-message.ts';
import type { Published, PublishRequest, Refusal } from '../../contract/publishing/publish.ts';
import type { Cancellations } from '../cancellation/ports/cancellations.ts';
import { recipientsPerPage } from '../planning/fan-out-recipients.ts';
import { ownedBy, ownedKey } from '../tenants/rules/owned.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Users } from '../users/ports/users.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { IngestQueue } from './ports/queues.ts';
import { notificationIdFor, requestIdFor, visibleAt } from './rules/derived-id.ts';
import { shortenRefusals } from './rules/shorten-refusals.ts';
import { shortenSkipped } from './rules/shorten-skipped.ts';
import { type Accepted, type SortedRecipients, validateRequest } from './validate-publish.ts';

/** One publish: what was asked, by whom, and what makes its ids the same each time it is tried. */
export type Publish = {
  request: PublishRequest;
  caller: string;
  test: boolean;
  /** The caller's own key for this request, or something unique when there is none. */
  key: string;
  requestedAt: Date;
  /** The recipients, when somebody has begun to sort them already. */
  sorting?: Promise<SortedRecipients>;
};

export type PublishDeps = {
  workflows: ReadonlyMap<string, Workflow>;
  users: Users;
  cancellations: Pick<Cancellations, 'join'>;
  ingest: IngestQueue;
  now: Now;
};

/** How long accepted notifications are found by their cancellation key: longer than their queue keeps a dead-letter message. */
const joinedForMs = 30 * 86_400_000;

/**
 * Accepts a notification: checks everything that can be checked now, then puts one message on the ingest queue.
 * @throws Refused when the request is wrong, or no recipient can be accepted; then nothing was stored or queued.
 * @throws RetryableError when the queue did not take it.
 */
export async function publish(
  { request, caller, test, key, requestedAt, sorting }: Publish,
  deps: PublishDeps,
): Promise<Published> {
  const { times, accepted, actor, ...decided } = await validateRequest(request, requestedAt, { ...deps, sorting });
  const refused = shortenRefusals(decided.refused);
  const { sendAt, expiresAt } = times;
  const skipped = shortenSkipped(decided.skipped);
  const without = skipped.length > 0 && { skipped };
  const requestId = requestIdFor(requestedAt, caller, key);
  const { workflow, data, priority, channels, tenant, topic, audience, rate_per_minute: ratePerMinute } = request;
  const { cancellation_key: named = audience && requestId } = request; // so that it can be stopped
  const cancellationKey = named === undefined ? undefined : ownedKey(tenant, named);
  const { callback, failure_callback: failureCallback } = request;
  const run = {
    version: 1,
    requestId,
    requestedAt: requestedAt.toISOString(),
    workflow,
    data,
    actor,
    priority,
    channels,
    sendAt,
    expiresAt,
    cancellationKey,
    callback,
    failureCallback,
    test,
  } as const;
  if (topic !== undefined) {
    await deps.ingest.send([{ type: 'fan-out-topic', ...run, topic: ownedBy(tenant, topic) }]);
    return { id: requestId, notifications: [], refused: [], ...without };
  }
  if (audience !== undefined) {
    await deps.ingest.send([{ type: 'broadcast', ...run, audience, ratePerMinute }]);
    return { id: requestId, notifications: [], refused: [], ...without };
  }
  await Promise.all(accepted.map(({ id, contact }) => contact && deps.users.upsert(id, contact, deps.now())));
  const seenAt = visibleAt(run);
  const notifications = accepted.map(({ id }) => ({ id: notificationIdFor(seenAt, requestId, id), user: id }));
  if (cancellationKey !== undefined) {
    const ids = notifications.map(({ id }) => id);
    await deps.cancellations.join(cancellationKey, ids, new Date(seenAt.getTime() + joinedForMs));
  }
  await deps.ingest.send([toMessage(run, accepted, refused)]);
  return { id: requestId, notifications, refused, ...without };
}

function toMessage(
  run: Omit<NotifyMessage, 'type' | 'userId'>,
  accepted: readonly Accepted[],
  refusals: readonly Refusal[],
): NotifyMessage | FanOutMessage | FanOutRecipientsMessage {
  const refused = refusals.length === 0 ? undefined : [...refusals];
  const [first, ...others] = accepted;
  if (first !== undefined && others.length === 0)
    return { type: 'notify', ...run, data: { ...run.data, ...first.data }, userId: first.id, alone: true, refused };
  if (accepted.length <= recipientsPerPage && accepted.every(({ data }) => data === undefined))
    return { type: 'fan-out', ...run, userIds: accepted.map(({ id }) => id), refused };
  const runs = accepted.map(({ id: userId, data }) => ({ userId, ...(data && { data: { ...data } }) }));
  return { type: 'fan-out-recipients', ...run, runs, refused };
}
