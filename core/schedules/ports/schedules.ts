import type { RunOutcome } from '../../../contract/schedules/schedules.ts';
import type { Schedule } from '../rules/schedule.ts';

/** The schedules that owners made. */
export interface Schedules {
  /** Answers the schedule as it stands: an id has one, and the first stays. */
  add(schedule: Schedule): Promise<Schedule>;
  /** Reads what was just written. */
  find(id: string): Promise<Schedule | undefined>;
  /** Writes it anew, if it was last changed at `was`; answers whether it did. */
  replace(schedule: Schedule, was: Date): Promise<boolean>;
  /** Answers whether there was one. Its runs go by their own time. */
  remove(id: string): Promise<boolean>;
  /** Lists those whose ids begin so by id, with `next` when there may be more. Throws Refused `cursor_invalid` for an `after` that it never gave. */
  list(page: {
    beginning?: string;
    after?: string | undefined;
    limit: number;
  }): Promise<{ schedules: Schedule[]; next?: string }>;
}

/**
 * A run of a schedule; `time` is what it was for, and `holder` its own, so that asking twice is asking once. `key` tells runs by hand of the
 * same moment apart.
 */
export type RunClaim = { scheduleId: string; time: Date; byHand: boolean; key?: string | undefined; holder: string };

/** What became of a run. */
export type EndedRun = Pick<RunClaim, 'time' | 'byHand'> & {
  ranAt: Date;
  outcome: RunOutcome;
  reason?: string;
  /** The reason in words. */
  detail?: string;
  /** How many runs in a row were refused, this one with them; absent for none. */
  refusedInARow?: number;
  requestId?: string;
  refusedRecipients?: number;
};

/** Whether a run may start. `last` is the request that the run before it made, `refusedInARow` how many before it were refused; absent for none. */
export type RunStart =
  | { outcome: 'started'; last?: { requestId: string; ranAt: Date }; refusedInARow?: number }
  /** This time was run already, or a later one. */
  | { outcome: 'done' }
  | { outcome: 'running' };

/** The runs of schedules: one at a time of each, and each time once. */
export interface ScheduleRuns {
  start(claim: RunClaim, lease: { seconds: number; now: Date }): Promise<RunStart>;
  /** Records what became of it, until `expiresAt`, and lets the next start. A refused one may be tried again. */
  end(claim: RunClaim, ended: EndedRun, expiresAt: Date): Promise<void>;
  /** Lets the next start, as if this one had not. */
  release(claim: RunClaim): Promise<void>;
  /** Lists the last ones, newest first. */
  list(scheduleId: string, limit: number): Promise<EndedRun[]>;
}
