import { RetryableError } from '../../../core/errors.ts';
import { withoutRecipient } from '../../../core/schedules/rules/change-schedule.ts';
import type { Table } from '../table/table.ts';
import type { UserItemKind } from '../users/user-item-kind.ts';
import { scheduleOfUserPrefix } from './keys.ts';
import { findSchedule, replaceSchedule } from './schedules.ts';

/** How often an owner may change the schedule meanwhile before the erasure is left to the next try. */
const mostTries = 5;

/** The schedules that name a user. Erasing takes the user out of each; the schedule itself is the owner's, and stays. */
export const scheduleUserItems: UserItemKind = {
  prefixes: [scheduleOfUserPrefix],
  async keysBehind({ sk }, { table, userId }) {
    await takeOut(table, idIn(sk), userId);
    return [];
  },
  async toRecord({ sk }, { table, userId }) {
    const schedule = await findSchedule(table, idIn(sk));
    return schedule?.publish.recipients?.includes(userId) ? { kind: 'schedule', scheduleId: schedule.id } : undefined;
  },
};

async function takeOut(table: Table, id: string, userId: string): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const schedule = await findSchedule(table, id);
    const without = schedule && withoutRecipient(schedule, userId);
    if (schedule === undefined || without === undefined) return;
    if (await replaceSchedule(table, without, schedule.updatedAt)) return;
  }
  throw new RetryableError(`schedule "${id}" is being changed by others`);
}

function idIn(sk: string): string {
  return sk.slice(scheduleOfUserPrefix.length);
}
