import type { UserRecords } from '../users/ports/users.ts';
import type { JobRun } from './run-job.ts';

/** What a step may take before the function's time is up. */
const reserveMs = 10_000;
const usersAtOnce = 25;

/**
 * What time alone does not remove: users whose deletion was begun and cut off. It goes on until the function's time runs out, and
 * the next night after that. Answers how many records went.
 */
export async function cleanUp(
  { remainingMs }: Pick<JobRun, 'remainingMs'>,
  { records }: { records: UserRecords },
): Promise<{ count: number; cursor?: string }> {
  let count = 0;
  for (;;) {
    const userIds = await records.erasing(usersAtOnce);
    if (userIds.length === 0) return { count };
    for (const userId of userIds) {
      for (let more = true; more; ) {
        if (remainingMs() < reserveMs) return { count, cursor: 'users are left to be erased' };
        const step = await records.eraseSome(userId);
        more = step.more;
        count += step.erased;
      }
    }
  }
}
