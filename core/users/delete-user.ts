import { Refused } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { UserRecords } from './ports/users.ts';

/** How long a call goes on; whoever calls waits, and no answer may take half a minute. */
const patienceMs = 6_000;

/**
 * Removes a user and everything of theirs, and answers when it is done. What is under way for them is not sent any more.
 * @throws Refused `not_found` when there is nothing of such a user; `unavailable` when it takes longer: asking again goes on, and
 * if nobody asks, the nightly clean-up does.
 */
export async function deleteUser(userId: string, { records, now }: { records: UserRecords; now: Now }): Promise<void> {
  const until = now().getTime() + patienceMs;
  const wasThere = await records.close(userId, now());
  let erased = 0;
  for (;;) {
    const step = await records.eraseSome(userId);
    erased += step.erased;
    if (!step.more) break;
    if (now().getTime() >= until)
      throw new Refused('unavailable', 'there is more of this user than one call removes; ask again to go on', {
        headers: { 'Retry-After': '1' },
      });
  }
  if (!wasThere && erased === 0) throw new Refused('not_found', 'there is no such user');
}
