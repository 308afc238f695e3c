import type { WebhookWithSecret } from '../../contract/webhooks/webhooks.ts';
import type { SigningSecret } from '../access/ports/access.ts';
import { Refused } from '../errors.ts';
import { answerOnce, type Once, readIdempotencyKey } from '../publishing/answer-once.ts';
import type { Idempotency } from '../publishing/ports/idempotency.ts';
import { fingerprint } from '../publishing/rules/fingerprint.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Webhook, Webhooks } from './ports/webhooks.ts';
import { mostSecrets, printSecret, rotated, webhookSecret } from './rules/secret.ts';
import { there, toAnswer } from './webhooks.ts';

export type RotateSecretDeps = {
  webhooks: Webhooks;
  secret: Pick<SigningSecret, 'readOrMake'>;
  idempotency: Idempotency;
  now: Now;
};

/**
 * Gives a webhook another secret, and answers it. For a day each one before signs as well. With an `Idempotency-Key` it is rotated once,
 * however often that is asked, and the same secret answered: what is remembered is which one, and never the secret.
 * @throws Refused `not_found` when there is none, `webhook_secrets_full` when too many would sign, and as `answerOnce`.
 */
export async function rotateWebhookSecret(
  { id, caller, keyHeader }: { id: string; caller: string; keyHeader: string | undefined },
  deps: RotateSecretDeps,
): Promise<Once<WebhookWithSecret>> {
  const master = await deps.secret.readOrMake(); // first: where webhooks are off, nothing is rotated
  const answer = (webhook: Webhook, generation = webhook.generation) => ({
    ...toAnswer(webhook),
    secret: printSecret(webhookSecret(master, { id, generation })),
  });
  if (keyHeader === undefined) return { body: answer(await rotate(id, undefined, deps)), replayed: false };

  const key = readIdempotencyKey(keyHeader);
  const rotation = fingerprint(JSON.stringify([caller, key]));
  const work = async () => ({ generation: (await rotate(id, rotation, deps)).generation });
  const { body, replayed } = await answerOnce({ caller, key, request: { rotateSecret: id } }, work, deps);
  return { body: answer(there(await deps.webhooks.find(id)), body.generation), replayed };
}

/** Rotates it, unless the same call has done so before it was cut off. */
async function rotate(id: string, rotation: string | undefined, { webhooks, now }: RotateSecretDeps): Promise<Webhook> {
  const at = now();
  const changed = await webhooks.change(id, ({ rotation: last, ...webhook }) => {
    if (rotation !== undefined && last === rotation) return { ...webhook, rotation };
    const next = rotated(webhook, at) ?? refuse(webhook);
    return rotation === undefined ? next : { ...next, rotation };
  });
  return there(changed);
}

function refuse({ earlier = [] }: Pick<Webhook, 'earlier'>): never {
  const until = earlier.at(-1)?.until.toISOString();
  throw new Refused('webhook_secrets_full', `${mostSecrets} secrets sign now; rotate it again when the oldest ends, at ${until}`);
}
