/** One thing that a rehearsal does; `run` answers what was seen, in a few words, and throws when it was not as promised. */
export type Step<World> = { name: string; run: (world: World) => Promise<string> };

/** What a lane came to. */
export type LaneEnd = { passed: number; failed: number; notReached: number };

/**
 * Takes the steps of a lane one after the other and prints a line each. The first that fails ends it, as the others stand on it.
 */
export async function takeSteps<World>(
  lane: string,
  steps: readonly Step<World>[],
  world: World,
  lastWords: () => readonly string[],
): Promise<LaneEnd> {
  for (const [index, { name, run }] of steps.entries()) {
    const startedAt = Date.now();
    const show = (verdict: string, seen: string) => {
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
      process.stdout.write(`${verdict.padEnd(4)} ${seconds} s  ${lane.padEnd(8)} ${name}: ${seen}\n`);
    };
    try {
      show('ok', await run(world));
    } catch (error) {
      show('FAIL', error instanceof Error ? error.message : String(error));
      for (const line of lastWords()) process.stdout.write(`       | ${line.slice(0, 400)}\n`);
      return { passed: index, failed: 1, notReached: steps.length - index - 1 };
    }
  }
  return { passed: steps.length, failed: 0, notReached: 0 };
}

/** Says what should be and is not. */
export function assert(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(what);
}
