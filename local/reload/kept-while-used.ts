/** Calls something after so many ms, unless it is told not to by what it answers. */
export type Later = (ms: number, then: () => void) => () => void;

/** How something costly to keep is made and given up, and for how long nobody has to have used it. */
export type Keeping<Thing> = {
  open(): Promise<Thing>;
  close(thing: Thing): Promise<unknown>;
  idleMs: number;
  later?: Later;
};

/** What is kept while it is used: `use` makes it if it is not there, and `stop` gives it up at once. */
export type Kept<Thing> = {
  use<Result>(work: (thing: Thing) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
};

/** Keeps something from its first use until nobody has used it for a while; who uses it after that has it made again. */
export function keptWhileUsed<Thing>({ open, close, idleMs, later = byTimer }: Keeping<Thing>): Kept<Thing> {
  let kept: Promise<Thing> | undefined;
  let closing: Promise<unknown> = Promise.resolve();
  let users = 0;
  let forget = () => {};

  function giveUp(): Promise<unknown> {
    const thing = kept;
    kept = undefined;
    const isThere = thing?.then(close, () => {}); // whoever had it made was told why it could not be
    closing = Promise.all([closing, isThere]);
    return closing;
  }

  return {
    async use(work) {
      forget();
      users += 1;
      try {
        await closing; // else it would be there twice
        kept ??= open();
        const opening = kept;
        opening.catch(() => {
          if (kept === opening) kept = undefined; // the next use tries again
        });
        return await work(await opening);
      } finally {
        users -= 1;
        if (users === 0) forget = later(idleMs, () => void giveUp());
      }
    },
    async stop() {
      forget();
      await giveUp();
    },
  };
}

function byTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms).unref();
  return () => clearTimeout(timer);
}
