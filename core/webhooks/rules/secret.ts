import { createHmac } from 'node:crypto';

/** A secret of a webhook that has been rotated, and until when it signs as well. */
export type EarlierSecret = { generation: number; until: Date };

type Signed = { id: string; generation: number; earlier?: readonly EarlierSecret[] };

/** For how long a secret that was rotated signs as well. */
const rotationHours = 24;

/** How many secrets sign at once: each is one more signature in a header. */
export const mostSecrets = 5;

/** Finds the earlier secrets that still sign. */
function stillGood({ earlier = [] }: Pick<Signed, 'earlier'>, now: Date): EarlierSecret[] {
  return earlier.filter(({ until }) => now < until);
}

/** A webhook with another secret, beside which each that was good before signs for a day; nothing when too many would sign. */
export function rotated<Rotated extends Signed>(webhook: Rotated, now: Date): Rotated | undefined {
  const { generation } = webhook;
  const until = new Date(now.getTime() + rotationHours * 3_600_000);
  const earlier = [{ generation, until }, ...stillGood(webhook, now)];
  return earlier.length < mostSecrets ? { ...webhook, generation: generation + 1, earlier } : undefined;
}

/** Derives the secret of a webhook from the stage's own: 32 bytes. Whoever has the one can tell all, and whoever has these not that. */
export function webhookSecret(master: Uint8Array, { id, generation }: Pick<Signed, 'id' | 'generation'>): Uint8Array {
  return createHmac('sha256', master)
    .update(JSON.stringify(['webhook', id, generation]))
    .digest();
}

/** The secrets that sign now: the newest, and for a day each one before. */
export function activeSecrets(master: Uint8Array, { id, generation, earlier }: Signed, now: Date): Uint8Array[] {
  const generations = [generation, ...stillGood({ earlier }, now).map((each) => each.generation)];
  return generations.map((each) => webhookSecret(master, { id, generation: each }));
}

/** A secret as its owner keeps it: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function printSecret(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`;
}
