import type { Suppression, Suppressions } from '../../../core/suppressions/ports/suppressions.ts';
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
      const stands = byHash.get(hash) ?? structuredClone(suppression);
      byHash.set(hash, stands);
      return structuredClone(stands);
    },

    async remove(address) {
      const hash = hashOfAddress(address);
      const removed = byHash.get(hash);
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
