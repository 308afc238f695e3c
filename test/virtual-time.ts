import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

/** A clock that stands still until everybody sleeps, and then jumps to whoever wakes first: hours pass in no time, in a fixed order. */
export type VirtualTime = {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
  /** Lets time pass until `work` is done; fails when it waits for something that no time brings. */
  during<Result>(work: Promise<Result>): Promise<Result>;
};

/** Virtual time that begins at `startMs`. */
export function virtualTime(startMs = 0): VirtualTime {
  let clockMs = startMs;
  const sleepers: { atMs: number; wake: () => void }[] = [];

  return {
    nowMs: () => clockMs,

    sleep: (ms) =>
      new Promise((wake) => {
        const atMs = clockMs + Math.max(0, ms);
        const place = sleepers.findIndex((other) => other.atMs > atMs);
        sleepers.splice(place === -1 ? sleepers.length : place, 0, { atMs, wake });
      }),

    async during(work) {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      done.catch(() => {}); // told below
      for (let idle = 0; !isDone; ) {
        await turnOfTheLoop();
        const next = isDone ? undefined : sleepers.shift();
        idle = next === undefined ? idle + 1 : 0;
        if (idle > 100) throw new Error('nobody sleeps, and the work is not done');
        if (next === undefined) continue;
        clockMs = Math.max(clockMs, next.atMs);
        next.wake();
      }
      return done;
    },
  };
}
