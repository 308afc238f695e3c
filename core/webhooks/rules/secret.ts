import { createHmac } from 'node:crypto';

type Signed = { id: string; generation: number; previousUntil?: Date };

/** Derives the secret of a webhook from the stage's own: 32 bytes. Whoever has the one can tell all, and whoever has these not that. */
export function webhookSecret(master: Uint8Array, { id, generation }: Pick<Signed, 'id' | 'generation'>): Uint8Array {
  return createHmac('sha256', master)
    .update(JSON.stringify(['webhook', id, generation]))
    .digest();
}

/** The secrets that sign now: the newest, and for a while the one before. */
export function activeSecrets(master: Uint8Array, webhook: Signed, now: Date): Uint8Array[] {
  const { generation, previousUntil } = webhook;
  const isRotating = generation > 0 && previousUntil !== undefined && now < previousUntil;
  const generations = isRotating ? [generation, generation - 1] : [generation];
  return generations.map((each) => webhookSecret(master, { ...webhook, generation: each }));
}

/** A secret as its owner keeps it: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function printSecret(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`;
}
