import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../../core/access/ports/access.ts';
import { fingerprint } from '../../core/publishing/rules/fingerprint.ts';

/**
 * A new API key: the secret to hand over once (192 random bits), and what is stored of it, under a random id.
 * One that is bound to a tenant is `bh_live_acme.…`: a release without tenants, which would take it for a key of the stage, takes no dot.
 */
export function newApiKey(
  { name, kind, tenant }: Pick<ApiKey, 'name' | 'kind'> & { tenant?: string | undefined },
  createdAt: Date,
): { secret: string; key: ApiKey } {
  const id = `key_${randomBytes(6).toString('hex')}`;
  const bound = tenant === undefined ? '' : `${tenant}.`;
  const secret = `bh_${kind}_${bound}${randomBytes(24).toString('base64url')}`;
  return { secret, key: { id, hash: fingerprint(secret), name, kind, createdAt, ...(tenant !== undefined && { tenant }) } };
}
