import { FrequencyCapReached } from '../../../core/errors.ts';
import type { FrequencyCapCounts } from '../../../core/planning/ports/frequency-caps.ts';
import type { Place } from '../../../core/planning/rules/frequency-cap.ts';
import type { MemoryStore } from '../store.ts';

/** How far users' frequency caps are used, in memory. */
export function memoryFrequencyCaps(store: MemoryStore): FrequencyCapCounts {
  return { usedUp: async (userId, places) => findUsedUp(store, userId, places) };
}

/** Takes all of these places, or throws FrequencyCapReached and takes none. */
export function takePlaces(store: MemoryStore, userId: string, places: readonly Place[] = []): void {
  const usedUp = findUsedUp(store, userId, places);
  if (usedUp.length > 0) throw new FrequencyCapReached(usedUp);
  const taken = store.attention.get(userId) ?? new Map<string, number>();
  for (const { window } of places) taken.set(window, (taken.get(window) ?? 0) + 1);
  store.attention.set(userId, taken);
}

function findUsedUp({ attention }: MemoryStore, userId: string, places: readonly Place[]): string[] {
  const isFull = ({ window, most }: Place) => most !== undefined && (attention.get(userId)?.get(window) ?? 0) >= most;
  return places.filter(isFull).map(({ window }) => window);
}
