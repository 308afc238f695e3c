import type { Audience } from '../../contract/broadcasts/audience.ts';
import { beginningOf, isOf, type Tenant } from '../tenants/rules/owned.ts';
import type { User, UserList } from '../users/ports/users.ts';
import { isInAudience } from './rules/matches.ts';

/** How many users are read at once. */
const usersAtOnce = 100;

/** Users of an audience, how many of the same owner's were looked at to find them, and, where the list goes on, the last who was read. */
export type FoundInAudience = { users: User[]; lookedAt: number; next?: string };

/**
 * Looks for users of an audience behind one, in the order of their ids, until there are `most`, or until enough were read: `mayGoOn` is
 * asked after each hundred. They are users of one tenant, or the stage's own.
 */
export async function findInAudience(
  { audience, tenant, after, most }: { audience: Audience; tenant: Tenant; after: string | undefined; most: number },
  { userList, mayGoOn }: { userList: UserList; mayGoOn: (read: number) => boolean },
): Promise<FoundInAudience> {
  const users: User[] = [];
  let read = 0;
  let lookedAt = 0;
  let behind = after;
  do {
    const slice = await userList.list({ prefix: beginningOf(tenant), after: behind, limit: usersAtOnce });
    for (const [index, user] of slice.users.entries()) {
      const isOwn = isOf(tenant, user.id);
      read += 1;
      if (isOwn) lookedAt += 1;
      if (isOwn && isInAudience(audience, user)) users.push(user);
      const isLast = index === slice.users.length - 1 && slice.next === undefined;
      if (users.length === most) return { users, lookedAt, ...(!isLast && { next: user.id }) };
    }
    behind = slice.next;
  } while (behind !== undefined && mayGoOn(read));
  return { users, lookedAt, ...(behind !== undefined && { next: behind }) };
}
