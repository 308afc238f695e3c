import type { Key } from '../../table/key.ts';
import { userPartition } from '../../users/keys.ts';

/** How the sort keys of a user's chat connections begin. */
export const chatConnectionPrefix = 'CHAT#';

/** Names the item that holds a chat connection of a user or a topic's room. */
export function chatConnectionKey(owner: string, id: string): Key {
  return { pk: userPartition(owner), sk: `${chatConnectionPrefix}${id}` };
}
