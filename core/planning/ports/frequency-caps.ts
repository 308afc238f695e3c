import type { CapWindow } from '../rules/frequency-cap.ts';

/** Counts of what was sent in users' windows. */
export interface FrequencyCapCounts {
  /** Answers which of these windows are full. Counts nothing. Reads what was just written. */
  usedUp(userId: string, capWindows: readonly CapWindow[]): Promise<string[]>;
}
