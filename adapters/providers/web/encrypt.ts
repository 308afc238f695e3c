import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';

/** What a browser gives with its subscription, in base64url: its public key on P-256, and its secret of 16 bytes. */
export type SubscriptionKeys = { p256dh: string; auth: string };

/** What is made anew for each message. */
export type MadeForMessage = { salt: Buffer; sender: ECDH };

/** One record holds the whole message. A push service has to take a body of this many bytes: RFC 8030, section 7.2. */
const recordBytes = 4096;

/**
 * Encrypts a message for one browser as `aes128gcm`: https://www.rfc-editor.org/rfc/rfc8291#section-3 with one record of
 * https://www.rfc-editor.org/rfc/rfc8188#section-2
 * @throws Error when the browser's public key is no point on P-256.
 */
export function encryptPush(plaintext: Buffer, keys: SubscriptionKeys, { salt, sender }: MadeForMessage = make()): Buffer {
  const receiver = Buffer.from(keys.p256dh, 'base64url');
  const auth = Buffer.from(keys.auth, 'base64url');
  const ours = sender.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiver, ours]);
  const secret = hkdf(sender.computeSecret(receiver), { salt: auth, info, bytes: 32 });

  const key = hkdf(secret, { salt, info: Buffer.from('Content-Encoding: aes128gcm\0'), bytes: 16 });
  const nonce = hkdf(secret, { salt, info: Buffer.from('Content-Encoding: nonce\0'), bytes: 12 });
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const lastRecord = Buffer.from([2]);
  return Buffer.concat([
    headerOf(salt, ours),
    cipher.update(Buffer.concat([plaintext, lastRecord])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

function make(): MadeForMessage {
  const sender = createECDH('prime256v1');
  sender.generateKeys();
  return { salt: randomBytes(16), sender };
}

/** Writes salt, size of a record, and the sender's public key in the place of a key's id. */
function headerOf(salt: Buffer, ours: Buffer): Buffer {
  const sizes = Buffer.alloc(5);
  sizes.writeUInt32BE(recordBytes);
  sizes.writeUInt8(ours.length, 4);
  return Buffer.concat([salt, sizes, ours]);
}

function hkdf(secret: Buffer, { salt, info, bytes }: { salt: Buffer; info: Buffer; bytes: number }): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
}
