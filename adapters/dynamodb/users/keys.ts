import type { Key } from '../table/key.ts';

/** The user, who also carries where their inbox stands. */
export function userKey(userId: string): Key {
  return { pk: userPartition(userId), sk: 'USER' };
}

/** Everything of a user: the partition that the `unread` and `shelf` indexes are sorted in. */
export function userPartition(userId: string): string {
  return `U#${userId}`;
}

/** That a user is being deleted, in the list of all, so that none is forgotten half-way. */
export function erasingKey(userId: string): Key {
  return { pk: erasingList, sk: userId };
}

/** The partition that lists them. */
export const erasingList = 'ERASING';
