/** Something that runs and can be stopped; stopping twice is stopping once. */
export type Stoppable = { stop(): Promise<void> };

/** A reason not to start that the developer can act on; the command prints its message and nothing else. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Keeps what has started, so that it can be stopped in the opposite order. */
export type Started = Stoppable & { keep<Thing extends Stoppable>(thing: Thing): Thing };

/** Nothing has started yet. */
export function nothingStarted(): Started {
  const running: Stoppable[] = [];
  return {
    keep(thing) {
      running.push(thing);
      return thing;
    },
    async stop() {
      for (let last = running.pop(); last; last = running.pop()) await last.stop();
    },
  };
}
