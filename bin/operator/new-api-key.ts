import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../../core/access/ports/access.ts';
import { fingerprint } from '../../core/publishing/rules/fingerprint.ts';

/** A new API key: the secret to hand over once (192 random bits), and what is stored of it. */
export function newApiKey(name: string, kind: ApiKey['kind'], createdAt: Date): { secret: string; key: ApiKey } {
  const secret = `bh_${kind}_${randomBytes(24).toString('base64url')}`;
  const id = `key_${randomBytes(6).toString('hex')}`;
  return { secret, key: { id, hash: fingerprint(secret), name, kind, createdAt } };
}
