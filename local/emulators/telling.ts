import type { Stoppable } from '../stopping.ts';

/** Tells what becomes of something that was taken, a while after the answer to it. */
export type Telling = Stoppable & { later(delayMs: number, tell: () => Promise<unknown>): void };

/** Begins to tell such things; what has not been told when it stops never is. */
export function startTelling(): Telling {
  const timers = new Set<NodeJS.Timeout>();
  return {
    later(delayMs, tell) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        tell().catch(() => {}); // the log of the function that is told says why
      }, delayMs);
      timers.add(timer.unref());
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
