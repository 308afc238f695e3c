import type { PublishAnswer, Published, PublishRequest } from '../../contract/publishing/publish.ts';
import type { ApiKey } from '../access/ports/access.ts';
import { Refused, together } from '../errors.ts';
import type { NewSeed, Now } from '../time/ports/clock.ts';
import { findCallbackFaults } from '../webhooks/find-callback-faults.ts';
import type { Webhooks } from '../webhooks/ports/webhooks.ts';
import { answerOnce, findKeyFaults, type Once, readIdempotencyKey } from './answer-once.ts';
import type { Idempotency } from './ports/idempotency.ts';
import { type PublishDeps, publish } from './publish.ts';
import { statusUrlOf } from './rules/status-url.ts';
import { sortRecipients, validatePublish } from './validate-publish.ts';

/**
 * Accepts a publish that came over HTTP; with an `Idempotency-Key`, however often it comes, once.
 * @throws Refused as `publish` and `answerOnce`, and for a key that is not usable, with what is wrong with the body.
 */
export async function acceptPublish(
  { request, apiKey, keyHeader }: { request: PublishRequest; apiKey: ApiKey; keyHeader: string | undefined },
  deps: PublishDeps & { idempotency: Idempotency; webhooks: Pick<Webhooks, 'find'>; newSeed: NewSeed },
): Promise<Once<PublishAnswer>> {
  const { id: caller, tenant: boundTo } = apiKey;
  const test = apiKey.kind === 'test';
  const findFaults = () => findCallbackFaults(request, { ...deps, boundTo });
  const keyFaults = findKeyFaults(keyHeader);
  if (keyFaults.length > 0) throw together([...keyFaults, ...(await findBodyFaults(request, await findFaults(), deps))]);
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

/** What is wrong with a body, beside what was found already; it is not published. */
async function findBodyFaults(
  request: PublishRequest,
  faults: readonly Refused[],
  deps: PublishDeps & { now: Now },
): Promise<Refused[]> {
  try {
    await validatePublish(request, deps.now(), { ...deps, faults });
    return [];
  } catch (error) {
    if (error instanceof Refused) return [error];
    throw error;
  }
}

/** Adds the address at which the request is found; the remembered answer has none. */
function withLink({ id, ...published }: Published): PublishAnswer {
  return { id, status_url: statusUrlOf(id), ...published };
}
