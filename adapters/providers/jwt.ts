import { type KeyObject, sign } from 'node:crypto';

/** What a token says: its header without the algorithm, and its claims. */
export type Unsigned = { header: Readonly<Record<string, string>>; claims: Readonly<Record<string, string | number>> };

/** Signs a JSON Web Token, by a key on P-256 (`ES256`) or one of RSA (`RS256`): https://www.rfc-editor.org/rfc/rfc7518#section-3 */
export function signJwt({ header, claims }: Unsigned, key: KeyObject): string {
  const alg = key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256';
  const signed = [{ ...header, alg, typ: 'JWT' }, claims].map((part) => base64url(Buffer.from(JSON.stringify(part)))).join('.');
  return `${signed}.${base64url(sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }))}`;
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
