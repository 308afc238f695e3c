import type { FeedbackLedger } from '../../../core/feedback/ports/ledger.ts';
import { decideReceipt } from '../../records/decide-receipt.ts';
import { findMessage, type MemoryStore } from '../store.ts';

/** The part of the ledger in memory that records what became of messages. */
export function memoryFeedbackLedger(store: MemoryStore): FeedbackLedger {
  return {
    async recordReceipt(receipt) {
      const message = findMessage(store, receipt.notificationId, receipt.channel);
      const decided = decideReceipt(message?.record, message?.heard ?? new Set(), receipt);
      if (!decided.write || message === undefined) return decided.write ? 'missing' : decided.outcome;

      const { reason: before, ...record } = message.record;
      const reason = decided.moves ? receipt.reason : before;
      const { detail, engagement } = receipt;
      const event = {
        status: decided.status,
        at: receipt.at.toISOString(),
        ...(detail && { detail }),
        ...(engagement && { engagement }),
      };
      message.record = {
        ...(receipt.providerId !== undefined && { providerId: receipt.providerId }),
        ...record,
        status: decided.status,
        ...(reason && { reason }),
        ...(receipt.billedUsd !== undefined && { billedUsd: receipt.billedUsd }),
        events: [...record.events, event],
      };
      message.heard = new Set([...(message.heard ?? []), receipt.id]);
      return 'recorded';
    },
  };
}
