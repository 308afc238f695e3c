import type { Step } from '../step.ts';
import type { LocalSystem } from './local-system.ts';

/** One sample: its steps, before and after. What a step starts, it stops. */
export type Sample = { name: string; steps: readonly Step<LocalSystem>[] };

/** Does work with something that has to be stopped, however the work ends. */
export async function using<Thing extends { stop(): Promise<void> }, Result>(
  starting: Promise<Thing>,
  work: (thing: Thing) => Promise<Result>,
): Promise<Result> {
  const thing = await starting;
  try {
    return await work(thing);
  } finally {
    await thing.stop();
  }
}
