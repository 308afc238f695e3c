import type {
  NewWebhook,
  WebhookAnswer,
  WebhookList,
  WebhookPatch,
  WebhookWithSecret,
} from '../../contract/webhooks/webhooks.ts';
import type { SigningSecret } from '../access/ports/access.ts';
import { Refused } from '../errors.ts';
import { derivedUlid } from '../publishing/rules/derived-id.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Webhook, Webhooks, WebhookTargets } from './ports/webhooks.ts';
import { printSecret, webhookSecret } from './rules/secret.ts';

type Deps = { webhooks: Webhooks };
type SecretDeps = Deps & { secret: Pick<SigningSecret, 'readOrMake'>; now: Now };

/** Every event is matched with all of them. */
const most = 10;

/**
 * Makes a webhook, and answers it with its secret.
 * @throws Refused `webhook_url_refused` for a URL that it may not have, and `webhooks_full` when there are ten.
 */
export async function createWebhook(
  { url, events, description }: NewWebhook,
  deps: SecretDeps & { targets: WebhookTargets; newSeed: () => string },
): Promise<WebhookWithSecret> {
  const { webhooks, now, newSeed } = deps;
  await refuseUrl(url, deps.targets);
  if ((await webhooks.list()).length >= most)
    throw new Refused('webhooks_full', `there are ${most} webhooks, and no more may be; delete one that nobody needs`);
  const createdAt = now();
  const id = `wh_${derivedUlid(createdAt, 'webhook', newSeed())}`;
  const webhook = { id, url, events, ...(description !== undefined && { description }), generation: 0, createdAt };
  const made: Webhook = { ...webhook, status: 'active' };
  await webhooks.add(made);
  return withSecret(made, deps);
}

/** Lists all webhooks, oldest first. */
export async function listWebhooks({ webhooks }: Deps): Promise<WebhookList> {
  return { data: (await webhooks.list()).map(toAnswer) };
}

/**
 * Reads one.
 * @throws Refused `not_found` when there is none.
 */
export async function readWebhook(id: string, { webhooks }: Deps): Promise<WebhookAnswer> {
  return toAnswer(there(await webhooks.find(id)));
}

/**
 * Changes one. Who switches it on begins anew: what it failed at before is forgotten.
 * @throws Refused `not_found` when there is none, and `webhook_url_refused`.
 */
export async function updateWebhook(
  { id, patch }: { id: string; patch: WebhookPatch },
  { webhooks, targets }: Deps & { targets: WebhookTargets },
): Promise<WebhookAnswer> {
  if (patch.url !== undefined) await refuseUrl(patch.url, targets);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const changed = await webhooks.change(id, ({ failingSince, disabledBecause, ...webhook }) => {
    const next = { ...webhook, ...given };
    if (patch.status === 'active') return next;
    if (patch.status === 'disabled') return { ...next, disabledBecause: 'by_call' as const };
    return { ...next, ...(failingSince && { failingSince }), ...(disabledBecause && { disabledBecause }) };
  });
  return toAnswer(there(changed));
}

/**
 * Answers what was found.
 * @throws Refused `not_found` when there is no such webhook.
 */
export function there(webhook: Webhook | undefined): Webhook {
  if (webhook === undefined) throw new Refused('not_found', 'there is no such webhook; GET /v1/webhooks lists them');
  return webhook;
}

async function refuseUrl(url: string, targets: WebhookTargets): Promise<void> {
  const detail = await targets.refusalOf(url);
  if (detail !== undefined) throw new Refused('webhook_url_refused', detail, { places: [{ pointer: '/url', detail }] });
}

async function withSecret(webhook: Webhook, { secret }: Pick<SecretDeps, 'secret'>): Promise<WebhookWithSecret> {
  return { ...toAnswer(webhook), secret: printSecret(webhookSecret(await secret.readOrMake(), webhook)) };
}

/** A webhook as the app's server sees it. */
export function toAnswer(webhook: Webhook): WebhookAnswer {
  const { id, url, events, description, status, disabledBecause, failingSince, earlier, createdAt } = webhook;
  return {
    id,
    url,
    events: [...events],
    description,
    status,
    disabled_because: disabledBecause,
    failing_since: failingSince?.toISOString(),
    previous_secret_until: earlier?.[0]?.until.toISOString(),
    created_at: createdAt.toISOString(),
  };
}
