import type { Ledger } from '../../records/ledger.ts';
import { memoryCancellationLedger } from '../cancellation/ledger-cancel.ts';
import { memoryFeedbackLedger } from '../feedback/ledger-record-receipt.ts';
import { memoryPlanningLedger } from '../planning/ledger-enter.ts';
import { memoryPublishingLedger } from '../publishing/ledger-read.ts';
import { memorySchedulingLedger } from '../scheduling/ledger-release.ts';
import type { MemoryStore } from '../store.ts';
import { memoryDeliveryLedger } from './delivery-ledger.ts';

/** Keeps the send ledger in memory. */
export function memoryLedger(store: MemoryStore): Ledger {
  return {
    ...memoryPlanningLedger(store),
    ...memorySchedulingLedger(store),
    ...memoryCancellationLedger(store),
    ...memoryDeliveryLedger(store),
    ...memoryFeedbackLedger(store),
    ...memoryPublishingLedger(store),
  };
}
