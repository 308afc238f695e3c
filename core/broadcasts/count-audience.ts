import type { Audience } from '../../contract/broadcasts/audience.ts';
import type { AudienceCount } from '../../contract/dry-run/dry-run.ts';
import type { Channel } from '../../contract/values.ts';
import { addressOn } from '../channels/rules/address.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import { cursorInvalid } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../http/rules/cursor.ts';
import { beginningOf, type Tenant } from '../tenants/rules/owned.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, UserList } from '../users/ports/users.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { findInAudience } from './find-in-audience.ts';

/** How long one call goes on looking; whoever calls waits. */
const patienceMs = 4_000;

/** A place is the id of the last user who was looked at. */
const form = { places: /^/ };

type ToCount = {
  audience: Audience;
  tenant?: Tenant;
  cursor: string | undefined;
  channels: readonly Channel[];
  workflow: Pick<Workflow, 'to'>;
};

/**
 * Counts the users of an audience, and how many of them have an address on each channel of the workflow, as far as one call has
 * time. With a cursor it goes on where an answer left off. Answers the users as well, who were read anyway.
 * @throws Refused `cursor_invalid` for a cursor that was made for no such audience.
 */
export async function countAudience(
  { audience, tenant, cursor, channels, workflow }: ToCount,
  { userList, now }: { userList: UserList; now: Now },
): Promise<{ count: AudienceCount; users: User[] }> {
  const query = ['audience', JSON.stringify(audience), ...(tenant === undefined ? [] : [tenant])];
  const after = cursor === undefined ? undefined : decodeCursor(form, cursor, query);
  const isMadeUp = cursor !== undefined && !after?.startsWith(beginningOf(tenant)); // or the next would name users of others
  if (isMadeUp) throw cursorInvalid('list', '/cursor');

  const until = now().getTime() + patienceMs;
  const mayGoOn = () => now().getTime() < until;
  const { users, lookedAt, next } = await findInAudience({ audience, tenant, after, most: Infinity }, { userList, mayGoOn });
  const asReached = users.map((user) => reachedBy(workflow, user));
  const reached = channels.flatMap((channel) => {
    const count = asReached.filter((user) => addressOn(channel, user) !== undefined).length;
    return count === 0 ? [] : [[channel, count] as const];
  });
  const count = {
    matched: users.length,
    looked_at: lookedAt,
    with_address: Object.fromEntries(reached),
    ...(next !== undefined && { next_cursor: encodeCursor(form, next, query) }),
  };
  return { count, users };
}
