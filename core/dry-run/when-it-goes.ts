import type { Digests } from '../digests/ports/digests.ts';
import { foreseeDigest } from '../digests/rules/foresee-digest.ts';
import { type Choices, digestTimeOf } from '../preferences/rules/preferences.ts';
import type { Decision } from './rules/foresee.ts';

export type WhenItGoesDeps = { digests: Pick<Digests, 'state'> };

/** When a message goes, by the last decision about it: nothing for what is skipped. */
export async function whenItGoes(
  { at, explanation }: Decision,
  { user, test, now }: { user: Choices & { id: string }; test: boolean; now: Date },
  { digests }: WhenItGoesDeps,
): Promise<Date | undefined> {
  const { decision, cadence: frequency, until } = explanation;
  switch (decision) {
    case 'send':
      return at;
    case 'hold':
      return until === undefined ? undefined : new Date(until);
    case 'digest': {
      if (frequency === undefined || test) return at; // what a test key sends waits for no digest
      const state = await digests.state(user.id, frequency);
      return foreseeDigest(state, { frequency, clock: digestTimeOf(user), now, entersAt: at });
    }
    case 'skip':
      return undefined;
    default:
      return decision satisfies never;
  }
}
