import type { Key } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** How many places are taken in one of a user's windows: `email#2030-03-15T13`. */
export function frequencyCapKey(userId: string, window: string): Key {
  return { pk: userPartition(userId), sk: `A#${window}` };
}

/** The window that one of a user's items counts what was taken in, by its sort key. */
export function windowNamedIn(sk: string): string | undefined {
  return sk.startsWith('A#') ? sk.slice('A#'.length) : undefined;
}
