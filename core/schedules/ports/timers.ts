import type { Timer } from '../rules/timer-of.ts';

/** The timers outside of the table, one a schedule at most. */
export interface Timers {
  /** Makes a timer, or makes it what it shall be. Throws RetryableError when nobody answers, Refused `schedule_invalid` for what cannot be. */
  set(timer: Timer): Promise<void>;
  /** The same, but leaves alone what is as it shall be; answers whether something was to do. */
  mend(timer: Timer): Promise<boolean>;
  /** Answers whether there was one. */
  remove(scheduleId: string): Promise<boolean>;
  /** Lists the schedules that have one, page by page. */
  list(after?: string): Promise<{ scheduleIds: string[]; next?: string }>;
}
