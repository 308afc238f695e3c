import type { Idempotency } from '../../../core/publishing/ports/idempotency.ts';
import { isSameRequest, type RequestHashes } from '../../../core/publishing/rules/request-hashes.ts';

type Entry = RequestHashes & { requestedAt: Date; leaseUntil?: Date; done?: { answer: unknown } };

const dayMs = 86_400_000;

/** Remembers answers in memory. */
export function memoryIdempotency(): Idempotency {
  const entries = new Map<string, Entry>();
  const keyOf = ({ caller, key }: { caller: string; key: string }) => JSON.stringify([caller, key]);

  return {
    async claim(claim) {
      const kept = entries.get(keyOf(claim));
      const entry = kept && kept.requestedAt.getTime() + dayMs > claim.now.getTime() ? kept : undefined;
      if (entry && !isSameRequest(entry, claim)) return { outcome: 'other-body' };
      if (entry?.done) return { outcome: 'done', answer: structuredClone(entry.done.answer) };
      if (entry?.leaseUntil && entry.leaseUntil > claim.now) return { outcome: 'running' };

      const requestedAt = entry?.requestedAt ?? claim.now;
      const leaseUntil = new Date(claim.now.getTime() + claim.leaseSeconds * 1000);
      const { requestHash, unorderedHash } = claim;
      entries.set(keyOf(claim), { requestHash, unorderedHash, requestedAt, leaseUntil });
      return { outcome: 'first', requestedAt };
    },

    async complete({ answer, ...call }) {
      const entry = entries.get(keyOf(call));
      if (entry) entry.done = { answer: structuredClone(answer) };
    },

    async release({ keep, ...call }) {
      const entry = entries.get(keyOf(call));
      if (entry === undefined || entry.done) return;
      if (keep) delete entry.leaseUntil;
      else entries.delete(keyOf(call));
    },
  };
}
