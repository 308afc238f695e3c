import { UsedUp } from '../../errors.ts';
import type { Attention, AttentionBudget } from '../../planning/rules/frequency-cap.ts';

/**
 * Does what was planned by a plan that the user's attention has room for: `attempt` plans anew each time another window of theirs
 * turns out to be used up. What a test key publishes takes nobody's attention.
 */
export async function heedBudget<Result>(
  { budget, test }: { budget: AttentionBudget | undefined; test: boolean },
  attempt: (attention: Attention | undefined) => Promise<Result>,
): Promise<Result> {
  if (budget === undefined || test) return attempt(undefined);

  for (let usedUp: readonly string[] = []; ; ) {
    try {
      return await attempt({ ...budget, usedUp });
    } catch (error) {
      if (!(error instanceof UsedUp) || error.windows.every((window) => usedUp.includes(window))) throw error;
      usedUp = [...usedUp, ...error.windows];
    }
  }
}
