import type { Published, PublishRequest } from '../../contract/publishing/publish.ts';
import type { Refused } from '../errors.ts';
import { ownedBy, ownedKey } from '../tenants/rules/owned.ts';
import type { Users } from '../users/ports/users.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { publishToRecipients, type RecipientDeps } from './publish-to-recipients.ts';
import { requestIdFor } from './rules/derived-id.ts';
import { shortenRefusals } from './rules/shorten-refusals.ts';
import { shortenSkipped } from './rules/shorten-skipped.ts';
import { type SortedRecipients, validatePublish } from './validate-publish.ts';

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
  /** What was found to be wrong with it already, beside all that is looked at here. */
  faults?: readonly Refused[];
};

export type PublishDeps = RecipientDeps & { workflows: ReadonlyMap<string, Workflow>; users: Users };

/**
 * Accepts a notification: checks everything that can be checked now, then puts one message on the ingest queue.
 * @throws Refused when the request is wrong, or no recipient can be accepted; then nothing was stored or queued.
 * @throws RetryableError when the queue did not take it.
 */
export async function publish(
  { request, caller, test, key, requestedAt, sorting, faults }: Publish,
  deps: PublishDeps,
): Promise<Published> {
  const { times, accepted, actor, ...decided } = await validatePublish(request, requestedAt, { ...deps, sorting, faults });
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
    await deps.ingest.send([{ type: 'broadcast', ...run, audience, tenant, ratePerMinute }]);
    return { id: requestId, notifications: [], refused: [], ...without };
  }
  return { ...(await publishToRecipients(run, { accepted, refused, request, caller }, deps)), ...without };
}
