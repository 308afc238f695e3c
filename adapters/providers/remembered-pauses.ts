import type { PausableQueue, Pause, Pauses } from '../../core/delivery/ports/pauses.ts';
import type { WorkflowPauses } from '../../core/delivery/ports/workflow-pauses.ts';

/** Pauses that is asked at most every `seconds`, for a worker that passes it with every message: a pause is seen that much late. */
export function rememberedPauses(pauses: Pauses, { seconds, now }: { seconds: number; now: () => Date }): Pauses {
  const known = new Map<PausableQueue, { pause: Promise<Pause | undefined>; at: number }>();
  const forget = (queue: PausableQueue) => void known.delete(queue);
  return {
    find(queue) {
      const last = known.get(queue);
      if (last !== undefined && now().getTime() - last.at < seconds * 1000) return last.pause;

      const pause = pauses.find(queue);
      known.set(queue, { pause, at: now().getTime() });
      pause.catch(() => forget(queue)); // the next one asks again
      return pause;
    },
    pause: (queue, pause) => pauses.pause(queue, pause).finally(() => forget(queue)),
    postpone: (queue, pause, until) => pauses.postpone(queue, pause, until).finally(() => forget(queue)),
    resume: (queue) => pauses.resume(queue).finally(() => forget(queue)),
  };
}

/**
 * The same of workflows that are paused: one read tells of all of them. Remembered is only that none is, so that what is planned after the last
 * one was resumed is not held once more.
 */
export function rememberedWorkflowPauses(
  pauses: Pick<WorkflowPauses, 'list'>,
  { seconds, now }: { seconds: number; now: () => Date },
): Pick<WorkflowPauses, 'list'> {
  let last: { paused: ReturnType<WorkflowPauses['list']>; at: number } | undefined;
  return {
    list() {
      if (last !== undefined && now().getTime() - last.at < seconds * 1000) return last.paused;

      const asked = { paused: pauses.list(), at: now().getTime() };
      last = asked;
      const forget = () => {
        if (last === asked) last = undefined; // the next one asks again
      };
      asked.paused.then(({ size }) => size > 0 && forget(), forget);
      return asked.paused;
    },
  };
}
