import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { type ChannelWith, channelsWith } from '../../../contract/channels/channels.ts';
import { OwnedUserId } from '../../../contract/tenants/owned-ids.ts';
import { Category } from '../../../contract/values.ts';

/** What a link to unsubscribe is about. */
export type Subscription = { userId: string; category: string; channel: ChannelWith<'isUnsubscribable'> };

const version = 1;
const keyIdBytes = 4; // tells secrets apart; it need not be a secret
const macBytes = 16; // HMAC-SHA-256 cut to 128 bits, which NIST SP 800-107 allows
const headBytes = 1 + keyIdBytes + macBytes;

/** A token of the longest names is 764 characters: with its address it fits the 998 of a mail header's line (RFC 5322, 2.1.1). */
const longestToken = 764;

const Names = z.tuple([z.enum(channelsWith('isUnsubscribable')), Category, OwnedUserId]);

/**
 * A signed token for a link in an e-mail: version, key id, MAC and the names, as base64url. It never expires, since old e-mails
 * are read too; it is signed, not encrypted, since only the user gets it.
 */
export function writeUnsubscribeToken({ userId, category, channel }: Subscription, secret: Uint8Array): string {
  const names = Buffer.from([channel, category, userId].join('\n')); // no name has a line break
  const keyId = keyIdOf(secret);
  return Buffer.concat([Buffer.of(version), keyId, macOf(keyId, names, secret), names]).toString('base64url');
}

/** What a token is about, when one of these secrets signed it exactly so; nothing otherwise, whatever is wrong with it. */
export function readUnsubscribeToken(token: string, secrets: readonly Uint8Array[]): Subscription | undefined {
  const bytes = Buffer.from(token.slice(0, longestToken), 'base64url');
  if (bytes.toString('base64url') !== token) return undefined; // decoding forgives spellings that nobody wrote
  if (bytes.length <= headBytes || bytes[0] !== version) return undefined;

  const keyId = bytes.subarray(1, 1 + keyIdBytes);
  const mac = bytes.subarray(1 + keyIdBytes, headBytes);
  const names = bytes.subarray(headBytes);
  const secret = secrets.find((each) => keyIdOf(each).equals(keyId));
  if (secret === undefined || !timingSafeEqual(macOf(keyId, names, secret), mac)) return undefined;

  const parsed = Names.safeParse(names.toString().split('\n'));
  if (!parsed.success) return undefined;
  const [channel, category, userId] = parsed.data;
  return { userId, category, channel };
}

/** Names a secret without giving it away. */
function keyIdOf(secret: Uint8Array): Buffer {
  const known = keyIds.get(secret);
  if (known !== undefined) return known;

  const keyId = createHmac('sha256', secret).update('unsubscribe key id').digest().subarray(0, keyIdBytes);
  keyIds.set(secret, keyId);
  return keyId;
}

const keyIds = new WeakMap<Uint8Array, Buffer>();

function macOf(keyId: Buffer, names: Buffer, secret: Uint8Array): Buffer {
  const signed = createHmac('sha256', secret).update(Buffer.of(version)).update(keyId).update(names);
  return signed.digest().subarray(0, macBytes);
}
