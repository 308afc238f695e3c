import { RetryableError } from '../errors.ts';

/** Others move a notification a few times in all: its releases, its fallbacks, a cancellation. */
const attempts = 5;

/**
 * Decides again what somebody else moved meanwhile, which `decide` tells by answering nothing.
 * @throws RetryableError when somebody else was faster every time.
 */
export async function decideAgain<Outcome>(what: string, decide: () => Promise<Outcome | undefined>): Promise<Outcome> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await decide();
    if (outcome !== undefined) return outcome;
  }
  throw new RetryableError(`${what} was moved by others ${attempts} times in a row`);
}
