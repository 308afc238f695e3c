import type { Key } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** The count of one of a user's windows: `email#2030-03-15T13`. */
export function frequencyCapKey(userId: string, window: string): Key {
  return { pk: userPartition(userId), sk: `${frequencyCapPrefix}${window}` };
}

/** How the sort keys of a user's windows begin. */
export const frequencyCapPrefix = 'A#';

/** The window, by its sort key. */
export function windowNamedIn(sk: string): string {
  return sk.slice(frequencyCapPrefix.length);
}
