import { FrequencyCapReached } from '../errors.ts';
import type { FrequencyCapPolicy, FrequencyCaps } from './rules/frequency-cap.ts';

/**
 * Does what was planned by a plan that the user's frequency caps allow: `attempt` plans anew each time another window of theirs
 * turns out to be used up. What a test key publishes counts for no cap.
 */
export async function enforceFrequencyCaps<Result>(
  { policy, test }: { policy: FrequencyCapPolicy | undefined; test: boolean },
  attempt: (frequencyCaps: FrequencyCaps | undefined) => Promise<Result>,
): Promise<Result> {
  if (policy === undefined || test) return attempt(undefined);

  for (let usedUp: readonly string[] = []; ; ) {
    try {
      return await attempt({ ...policy, usedUp });
    } catch (error) {
      if (!(error instanceof FrequencyCapReached) || error.windows.every((window) => usedUp.includes(window))) throw error;
      usedUp = [...usedUp, ...error.windows];
    }
  }
}
