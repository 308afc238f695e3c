import type { Key } from '../table/key.ts';

/** The user, who also carries where their inbox stands. */
export function userKey(userId: string): Key {
  return { pk: userPartition(userId), sk: 'USER' };
}

/** The partition of a user, which the `unread` and `shelf` indexes sort. */
export function userPartition(userId: string): string {
  return `U#${userId}`;
}

/** The item which says that a user is being deleted. All of them are in one list, so that none is forgotten half-way. */
export function erasingKey(userId: string): Key {
  return { pk: erasingList, sk: userId };
}

/** The partition that lists them. */
export const erasingList = 'ERASING';
