import type { Parked, Parking, Road } from '../../../core/delivery/ports/pauses.ts';

/** Parking in memory. */
export function memoryParking(): Parking {
  const marks = new Map<Road, Parked>();
  return {
    async find(road) {
      return structuredClone(marks.get(road));
    },

    async park(road, parked) {
      marks.set(road, structuredClone(parked));
    },

    async putOff(road, { until: seen }, until) {
      const mark = marks.get(road);
      if (mark?.until === undefined || mark.until.getTime() !== seen?.getTime()) return false;
      mark.until = until;
      return true;
    },

    async lift(road) {
      marks.delete(road);
    },
  };
}
