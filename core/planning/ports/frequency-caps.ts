import type { Place } from '../rules/frequency-cap.ts';

/** How far users' frequency caps are used. */
export interface FrequencyCapCounts {
  /** The windows of these places in which none is to be had now. Takes nothing. Reads what was just written. */
  usedUp(userId: string, places: readonly Place[]): Promise<string[]>;
}
