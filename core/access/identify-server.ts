import { Refused } from '../errors.ts';
import { fingerprint } from '../publishing/rules/fingerprint.ts';
import type { Now } from '../time/ports/clock.ts';
import type { ApiKey, ApiKeys } from './ports/access.ts';

/** The form of a key: one that is bound to a tenant names it, with a dot, which releases without tenants take in no key (decision 0305). */
const bearerKey = /^Bearer (bh_(?:live|test)_(?:[a-z0-9-]{1,32}\.)?[A-Za-z0-9_-]{5,128})$/i;

/** How long a good key is not looked up again. For so long a revoked one may still be accepted. */
const rememberedMs = 30_000;

/** The good keys that this process found last, by their hash. It holds no others. */
export type KnownKeys = Map<string, { key: ApiKey; askedAt: Date }>;

export type IdentifyDeps = { apiKeys: Pick<ApiKeys, 'find'>; knownKeys: KnownKeys; now: Now };

/**
 * Finds the API key behind an `Authorization: Bearer bh_…` header.
 * @throws Refused `unauthorized`, with the same words whatever is wrong.
 */
export async function identifyServer(authorization: string | undefined, deps: IdentifyDeps): Promise<ApiKey> {
  const secret = bearerKey.exec(authorization ?? '')?.[1];
  const key = secret === undefined ? undefined : await findGoodKey(fingerprint(secret), deps);
  if (key !== undefined) return key;

  throw new Refused('unauthorized', 'send a valid API key: "Authorization: Bearer bh_live_…"', {
    headers: { 'WWW-Authenticate': 'Bearer realm="bellhop"' },
  });
}

async function findGoodKey(hash: string, { apiKeys, knownKeys, now }: IdentifyDeps): Promise<ApiKey | undefined> {
  const askedAt = now();
  const known = knownKeys.get(hash);
  if (known !== undefined && askedAt.getTime() - known.askedAt.getTime() < rememberedMs && isGood(known.key, askedAt))
    return known.key;

  const key = await apiKeys.find(hash);
  if (key === undefined || !isGood(key, askedAt)) {
    knownKeys.delete(hash);
    return undefined;
  }
  knownKeys.set(hash, { key, askedAt });
  return key;
}

/** A key that was rotated is good until it ends. */
function isGood({ revokedAt }: ApiKey, now: Date): boolean {
  return revokedAt === undefined || revokedAt > now;
}
