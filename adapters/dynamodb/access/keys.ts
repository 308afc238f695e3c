import type { Key } from '../table/key.ts';

/** Names the item that holds an API key, by the hash of its secret. */
export function apiKeyKey(hash: string): Key {
  return { pk: `K#${hash}`, sk: '-' };
}

/** The same API key in the list of all, which is small and read by people only. */
export function listedApiKeyKey(id: string): Key {
  return { pk: apiKeyList, sk: id };
}

/** The partition that lists every API key, so that no list needs a scan. */
export const apiKeyList = 'KEYS';

/** Names the item that counts the calls under a name in one window. */
export function rateKey(name: string, windowStart: Date): Key {
  return { pk: `C#${name}#${windowStart.toISOString()}`, sk: 'calls' };
}
