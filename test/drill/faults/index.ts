import type { Fault } from '../fault.ts';
import { batches } from './batches.ts';
import { broadcasts } from './broadcasts.ts';
import { chats } from './chats.ts';
import { crashes } from './crashes.ts';
import { deadLetters } from './dead-letter-messages.ts';
import { failover } from './failover.ts';
import { feedback } from './feedback.ts';
import { files } from './files.ts';
import { loads } from './loads.ts';
import { longOutage, providers } from './providers.ts';
import { publishes } from './publishes.ts';
import { pushes } from './pushes.ts';
import { repetitions } from './repetitions.ts';
import { smsLimits } from './sms-limits.ts';
import { smsReceipts } from './sms-receipts.ts';
import { tables } from './tables.ts';

/** Every fault of the drill, each under a name of its own. */
export const faults: readonly Fault[] = [
  ...publishes,
  ...repetitions,
  ...deadLetters,
  ...providers,
  longOutage,
  ...feedback,
  ...tables,
  ...crashes,
  ...broadcasts,
  ...batches,
  ...smsLimits,
  ...smsReceipts,
  ...chats,
  ...pushes,
  ...loads,
  ...files,
  ...failover,
];
