import { FrequencyCapReached } from '../../../core/errors.ts';
import type { FrequencyCapCounts } from '../../../core/planning/ports/frequency-caps.ts';
import type { CapWindow } from '../../../core/planning/rules/frequency-cap.ts';
import type { MemoryStore } from '../store.ts';

/** How far users' frequency caps are used, in memory. */
export function memoryFrequencyCaps(store: MemoryStore): FrequencyCapCounts {
  return { usedUp: async (userId, capWindows) => findUsedUp(store, userId, capWindows) };
}

/** Counts in all of these windows, or throws FrequencyCapReached and counts in none. */
export function countInCapWindows(store: MemoryStore, userId: string, capWindows: readonly CapWindow[] = []): void {
  const usedUp = findUsedUp(store, userId, capWindows);
  if (usedUp.length > 0) throw new FrequencyCapReached(usedUp);
  const taken = store.frequencyCapCounts.get(userId) ?? new Map<string, number>();
  for (const { window } of capWindows) taken.set(window, (taken.get(window) ?? 0) + 1);
  store.frequencyCapCounts.set(userId, taken);
}

function findUsedUp({ frequencyCapCounts }: MemoryStore, userId: string, capWindows: readonly CapWindow[]): string[] {
  const isFull = ({ window, most }: CapWindow) =>
    most !== undefined && (frequencyCapCounts.get(userId)?.get(window) ?? 0) >= most;
  return capWindows.filter(isFull).map(({ window }) => window);
}
