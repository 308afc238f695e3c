import type { AcquirePermit, RecordBatch } from '../../core/delivery/ports/rate-limiter.ts';

/**
 * Lets go at once whatever a worker still has the time for: for channels without a rate of their own, where each address has one. The rest
 * comes back in a second.
 */
export function unpacedPermits(batch: RecordBatch, { marginSeconds }: { marginSeconds: number }): AcquirePermit {
  return async () => {
    if (batch.remainingMs() < marginSeconds * 1000) return { outcome: 'too-far', afterSeconds: 1 };
    return { outcome: 'granted', wait: async () => {} };
  };
}
