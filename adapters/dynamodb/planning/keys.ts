import type { Key } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** Names the item that counts one of a user's windows: `email#2030-03-15T13`. */
export function frequencyCapKey(userId: string, window: string): Key {
  return { pk: userPartition(userId), sk: `${frequencyCapPrefix}${window}` };
}

/** How the sort keys of a user's windows begin. */
export const frequencyCapPrefix = 'A#';

/** Reads the window from such a sort key. */
export function windowNamedIn(sk: string): string {
  return sk.slice(frequencyCapPrefix.length);
}
