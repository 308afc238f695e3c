import type { PublishAnswer, Published, PublishRequest } from '../../contract/publishing/publish.ts';
import type { ApiKey } from '../access/ports/access.ts';
import type { NewSeed } from '../time/ports/clock.ts';
import { findCallbackFaults } from '../webhooks/find-callback-faults.ts';
import type { Webhooks } from '../webhooks/ports/webhooks.ts';
import { answerOnce, type Once, readIdempotencyKey } from './answer-once.ts';
import type { Idempotency } from './ports/idempotency.ts';
import { type PublishDeps, publish } from './publish.ts';
import { statusUrlOf } from './rules/status-url.ts';
import { sortRecipients } from './validate-publish.ts';

/**
 * Accepts a publish that came over HTTP; with an `Idempotency-Key`, however often it comes, once.
 * @throws Refused as `publish` and `answerOnce`, and for a key that is not usable.
 */
export async function acceptPublish(
  { request, apiKey, keyHeader }: { request: PublishRequest; apiKey: ApiKey; keyHeader: string | undefined },
  deps: PublishDeps & { idempotency: Idempotency; webhooks: Pick<Webhooks, 'find'>; newSeed: NewSeed },
): Promise<Once<PublishAnswer>> {
  const { id: caller, tenant: boundTo } = apiKey;
  const test = apiKey.kind === 'test';
  const findFaults = () => findCallbackFaults(request, { ...deps, boundTo });
  if (keyHeader === undefined) {
    const made = { request, caller, test, key: deps.newSeed(), requestedAt: deps.now(), faults: await findFaults() };
    return { body: withLink(await publish(made, deps)), replayed: false };
  }
  const key = readIdempotencyKey(keyHeader);

  const sorting = sortRecipients(request, deps); // beside the claim: it changes nothing
  sorting.catch(() => {}); // told to whoever publishes; a repetition has nobody to tell
  const work = async (requestedAt: Date) =>
    publish({ request, caller, test, key, requestedAt, sorting, faults: await findFaults() }, deps);
  const { body, replayed } = await answerOnce({ caller, key, request }, work, deps);
  return { body: withLink(body), replayed };
}

/** Adds the address at which the request is found; the remembered answer has none. */
function withLink({ id, ...published }: Published): PublishAnswer {
  return { id, status_url: statusUrlOf(id), ...published };
}
