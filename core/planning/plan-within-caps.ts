import { FrequencyCapReached } from '../errors.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { FrequencyCapPolicy, FrequencyCaps } from './rules/frequency-cap.ts';

export type CapDeps = {
  /** How much all workflows together may send to a user; absent: as much as there is. */
  frequencyCapPolicy?: FrequencyCapPolicy;
};

/**
 * Plans, and does what was planned, within the user's windows: those of frequency caps and of throttles. `attempt` plans anew each time that
 * one more of them turns out to be full. A room has no caps, and what a test key publishes counts for nothing.
 */
export async function planWithinCaps<Result>(
  { userId, test }: { userId: string; test: boolean },
  { frequencyCapPolicy }: CapDeps,
  attempt: (frequencyCaps: FrequencyCaps | undefined, usedUp: readonly string[]) => Promise<Result>,
): Promise<Result> {
  if (test) return attempt(undefined, []);

  const policy = isRoom(userId) ? undefined : frequencyCapPolicy;
  for (let usedUp: readonly string[] = []; ; ) {
    try {
      return await attempt(policy && { ...policy, usedUp }, usedUp);
    } catch (error) {
      if (!(error instanceof FrequencyCapReached) || error.windows.every((window) => usedUp.includes(window))) throw error;
      usedUp = [...usedUp, ...error.windows];
    }
  }
}
