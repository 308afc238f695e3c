import type { PausableQueue, Pause, Pauses } from '../../../core/delivery/ports/pauses.ts';

/** Keeps pauses in memory. */
export function memoryPauses(): Pauses {
  const marks = new Map<PausableQueue, Pause>();
  return {
    async find(queue) {
      return structuredClone(marks.get(queue));
    },

    async pause(queue, pause) {
      marks.set(queue, structuredClone(pause));
    },

    async postpone(queue, { until: seen }, until) {
      const mark = marks.get(queue);
      if (mark?.until === undefined || mark.until.getTime() !== seen?.getTime()) return false;
      mark.until = until;
      return true;
    },

    async resume(queue) {
      marks.delete(queue);
    },
  };
}
