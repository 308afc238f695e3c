import { type MendTimersDeps, mendTimers } from '../schedules/mend-timers.ts';
import type { UserRecords } from '../users/ports/users.ts';
import type { JobRun } from './run-job.ts';

/** What a step may take before the function's time is up. */
const reserveMs = 10_000;
const usersAtOnce = 25;

/**
 * What time alone does not mend: users whose deletion was begun and cut off, and timers that are not what their schedules say. It goes
 * on until the function's time runs out, and the next night after that. Answers how many records and timers it was.
 */
export async function cleanUp(
  run: Pick<JobRun, 'remainingMs'>,
  { records, ...deps }: MendTimersDeps & { records: UserRecords },
): Promise<{ count: number; cursor?: string }> {
  const erased = await eraseUsers(run, records);
  const mended = await mendTimers(run, deps);
  const cursor = erased.cursor ?? (mended.done ? undefined : 'schedules are left to be looked at');
  return { count: mended.count + erased.count, ...(cursor && { cursor }) };
}

async function eraseUsers(
  { remainingMs }: Pick<JobRun, 'remainingMs'>,
  records: UserRecords,
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
