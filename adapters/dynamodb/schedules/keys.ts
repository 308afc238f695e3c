import type { Key } from '../table/key.ts';

/** The partition that has every schedule: read at each run, written when an owner changes one. */
export const scheduleList = 'SCHEDULES';

/** A schedule, as its owner made it. */
export function scheduleKey(id: string): Key {
  return { pk: scheduleList, sk: id };
}

/** How far a schedule has come, and the lease of the run that is at work. */
export function scheduleStateKey(id: string): Key {
  return { pk: `SCHEDULE#${id}`, sk: '-' };
}

const runPrefix = 'RUN#';

/** A run that has ended, by the time that it was for. */
export function scheduleRunKey(id: string, time: Date): Key {
  return { pk: `SCHEDULE#${id}`, sk: `${runPrefix}${time.toISOString()}` };
}

/** What the sort keys of runs begin with, and whose they are. */
export function scheduleRunsOf(id: string) {
  return { pk: `SCHEDULE#${id}`, prefix: runPrefix };
}
