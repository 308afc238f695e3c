import type { Key } from '../../table/key.ts';
import { userPartition } from '../../users/keys.ts';

/** How the sort keys of a user's devices begin. */
export const devicePrefix = 'DEVICE#';

/** Names the item that holds a device of a user's. */
export function deviceKey(userId: string, id: string): Key {
  return { pk: userPartition(userId), sk: `${devicePrefix}${id}` };
}

/** Names the item that says whose device it is: it has one user at a time. */
export function deviceOwnerKey(id: string): Key {
  return { pk: `${devicePrefix}${id}`, sk: '-' };
}
