import { Refused, RetryableError } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, Users } from '../users/ports/users.ts';
import { type Choices, choicesOf } from './rules/preferences.ts';

const attempts = 8; // one user changes their mind in one place, or in two

/**
 * Changes what a user has chosen, whoever else does at the same time: `change` makes new choices from the user as they are, each
 * time anew, and writes nothing when it gives none or the same. A user who was not there is created. Answers the user as they then are.
 * @throws Refused `unauthorized` for a user who was deleted a moment ago: whoever speaks for them speaks for nobody any more.
 * @throws RetryableError when somebody else was faster every time.
 */
export async function changeChoices(
  userId: string,
  change: (user: User | undefined) => Choices | undefined,
  { users, now }: { users: Users; now: Now },
): Promise<User | undefined> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const user = (await users.getMany([userId])).get(userId);
    const choices = change(user);
    if (choices === undefined || areSame(choices, user ?? {})) return user;
    const changed = await users.choose({ userId, choices, version: user?.version ?? 0 }, now());
    if (changed === 'erased') throw new Refused('unauthorized', 'this user was deleted');
    if (changed !== undefined) return changed;
  }
  throw new RetryableError(`the choices of a user were changed by others ${attempts} times in a row`);
}

/** The same in another order counts as another: that costs a write, and nothing else. */
function areSame(one: Choices, other: Choices): boolean {
  return JSON.stringify(choicesOf(one)) === JSON.stringify(choicesOf(other));
}
