import { FrequencyCapReached } from '../errors.ts';
import type { FrequencyCapPolicy, FrequencyCaps } from './rules/frequency-cap.ts';

/**
 * Does what was planned by a plan that the user's windows allow, those of frequency caps and of throttles: `attempt` plans anew each time another
 * window of theirs turns out to be used up. What a test key publishes counts for none.
 */
export async function planWithinCaps<Result>(
  { policy, test }: { policy: FrequencyCapPolicy | undefined; test: boolean },
  attempt: (frequencyCaps: FrequencyCaps | undefined, usedUp: readonly string[]) => Promise<Result>,
): Promise<Result> {
  if (test) return attempt(undefined, []);

  for (let usedUp: readonly string[] = []; ; ) {
    try {
      return await attempt(policy && { ...policy, usedUp }, usedUp);
    } catch (error) {
      if (!(error instanceof FrequencyCapReached) || error.windows.every((window) => usedUp.includes(window))) throw error;
      usedUp = [...usedUp, ...error.windows];
    }
  }
}
