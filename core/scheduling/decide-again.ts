import { TryAgainLater } from '../errors.ts';

/** Others move a notification a few times in all: its releases, its fallbacks, a cancellation. */
const attempts = 5;

/**
 * Judges again what somebody else moved meanwhile, which `judge` tells by answering nothing.
 * @throws TryAgainLater when somebody else was faster every time.
 */
export async function judgeAnew<Outcome>(what: string, judge: () => Promise<Outcome | undefined>): Promise<Outcome> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await judge();
    if (outcome !== undefined) return outcome;
  }
  throw new TryAgainLater(`${what} was moved by others ${attempts} times in a row`);
}
