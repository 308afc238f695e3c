import type { Suppression, Suppressions } from '../../../core/suppressions/ports/suppressions.ts';
import { afterAnotherSuppression, isSameSuppression } from '../../records/after-another-suppression.ts';
import {
  formatSuppressionPosition,
  hashOfAddress,
  parseSuppressionPosition,
  suppressionPosition,
} from '../../records/suppression-position.ts';

/** Keeps suppressions in memory. */
export function memorySuppressions(): Suppressions {
  const byHash = new Map<string, Suppression>();

  return {
    async find(address) {
      return structuredClone(byHash.get(hashOfAddress(address)));
    },

    async add(suppression) {
      const hash = hashOfAddress(suppression.address);
      const before = byHash.get(hash);
      const stands = before ? afterAnotherSuppression(before, suppression) : structuredClone(suppression);
      byHash.set(hash, stands);
      return structuredClone(stands);
    },

    async remove(address, only) {
      const hash = hashOfAddress(address);
      const removed = byHash.get(hash);
      if (removed && only && !isSameSuppression(removed, only)) return undefined;
      byHash.delete(hash);
      return removed;
    },

    async list({ after, limit }) {
      const before = after === undefined ? undefined : parseSuppressionPosition(after);
      const places = [...byHash.values()]
        .map((suppression) => ({ suppression, place: suppressionPosition(suppression) }))
        .filter(({ place }) => before === undefined || place < before)
        .sort((one, other) => (one.place < other.place ? 1 : -1));
      const shown = places.slice(0, limit);
      const last = places.length > limit ? shown.at(-1) : undefined;
      return {
        suppressions: shown.map(({ suppression }) => structuredClone(suppression)),
        ...(last && { next: formatSuppressionPosition(last.place) }),
      };
    },
  };
}
