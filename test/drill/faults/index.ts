import type { Fault } from '../fault.ts';
import { crashes } from './crashes.ts';
import { deadLetters } from './dead-letters.ts';
import { loads } from './loads.ts';
import { providers } from './providers.ts';
import { publishes } from './publishes.ts';
import { repetitions } from './repetitions.ts';
import { smsLimits } from './sms-limits.ts';
import { tables } from './tables.ts';

/** Every fault of the drill, each under a name of its own. */
export const faults: readonly Fault[] = [
  ...publishes,
  ...repetitions,
  ...deadLetters,
  ...providers,
  ...tables,
  ...crashes,
  ...smsLimits,
  ...loads,
];

/** Named in the issue, but without what they would test: told by the drill, and never counted as kept. */
export const notBuiltYet: readonly string[] = ['feedback-out-of-order', 'outage-beyond-the-retry-window', 'suppressed-address'];
