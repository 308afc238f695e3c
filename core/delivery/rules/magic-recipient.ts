import type { Channel } from '../../../contract/values.ts';
import { behaviourOf } from '../../channels/rules/behaviours.ts';
import type { MagicOutcome } from '../../channels/rules/magic-outcome.ts';

/** What becomes of a test message to this address; nothing when the recipient is an ordinary one. */
export function magicOutcome(channel: Channel, address: string): MagicOutcome | undefined {
  return behaviourOf(channel).playAddress?.(address);
}
