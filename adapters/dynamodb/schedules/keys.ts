import type { Key } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** The partition that has every schedule: read at each run, written when an owner changes one. */
export const scheduleList = 'SCHEDULES';

/** Names the item of a schedule, as its owner made it. */
export function scheduleKey(id: string): Key {
  return { pk: scheduleList, sk: id };
}

/** Names the item of how far a schedule has come, and of the lease of the run that is at work. */
export function scheduleStateKey(id: string): Key {
  return { pk: `SCHEDULE#${id}`, sk: '-' };
}

const runPrefix = 'RUN#';

/** Names the item of a run that has ended, by the time that it was for, and for one by hand its own key. */
export function scheduleRunKey(id: string, time: Date, key?: string): Key {
  const sk = `${runPrefix}${time.toISOString()}`;
  return { pk: `SCHEDULE#${id}`, sk: key === undefined ? sk : `${sk}#${key}` };
}

/** Says what the sort keys of runs begin with, and whose they are. */
export function scheduleRunsOf(id: string) {
  return { pk: `SCHEDULE#${id}`, prefix: runPrefix };
}

/** How the sort keys begin by which a user is found in schedules. */
export const scheduleOfUserPrefix = 'SCHEDULE#';

/** Names the item that leads from a user to a schedule which names them. */
export function scheduleOfUserKey(userId: string, id: string): Key {
  return { pk: userPartition(userId), sk: `${scheduleOfUserPrefix}${id}` };
}
