import type { UserPage, UserQuery } from '../../contract/message-log/lists.ts';
import { cursorInvalid } from '../errors.ts';
import { beginningOf, type Tenant } from '../tenants/rules/owned.ts';
import type { UserList } from '../users/ports/users.ts';
import { toUserAnswer } from '../users/users.ts';
import { formatLogCursor, parseLogCursor } from './log-cursor.ts';

const list = 'users';

/**
 * Reads a page of users in the order of their ids, of one tenant or of all. A prefix is one of the tenant's own ids.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this list and prefix.
 */
export async function listUsers(
  { limit, cursor, ...filter }: UserQuery & { tenant?: Tenant },
  { userList }: { userList: UserList },
): Promise<UserPage> {
  const after = parseLogCursor(cursor, list, filter);
  const prefix = filter.prefix ?? beginningOf(filter.tenant);
  if (after !== undefined && !after.startsWith(prefix)) throw cursorInvalid('list');
  const page = await userList.list({ prefix, after, limit });
  const next_cursor = page.next === undefined ? undefined : formatLogCursor(page.next, list, filter);
  return { data: page.users.map(toUserAnswer), next_cursor };
}
