import { createECDH, createPrivateKey, sign } from 'node:crypto';

/** The key pair by which push services know a stage; its public key in base64url is what browsers subscribe with. */
export type VapidKeys = { publicKey: string; authorize(call: VapidCall): string };

/** Where a message goes, who sends it (a `mailto:` or `https:` URL), and when. */
export type VapidCall = { endpoint: URL; contact: string; at: Date };

/** How long a token is good. A push service may refuse one that is good for more than a day. */
const goodSeconds = 12 * 3600;

/**
 * Makes the key pair of a secret of 32 bytes, which is the private key, and the `Authorization` of calls to push services:
 * https://www.rfc-editor.org/rfc/rfc8292
 */
export function vapidKeys(secret: Uint8Array): VapidKeys {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey();
  const publicKey = point.toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)) };
  const key = createPrivateKey({ key: { ...jwk, d: base64url(Buffer.from(secret)) }, format: 'jwk' });

  return {
    publicKey,
    authorize({ endpoint, contact, at }) {
      const claims = { aud: endpoint.origin, exp: Math.floor(at.getTime() / 1000) + goodSeconds, sub: contact };
      const signed = [{ typ: 'JWT', alg: 'ES256' }, claims].map((part) => base64url(Buffer.from(JSON.stringify(part)))).join('.');
      const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
      return `vapid t=${signed}.${base64url(signature)}, k=${publicKey}`;
    },
  };
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
