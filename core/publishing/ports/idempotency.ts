import type { RequestHashes } from '../rules/request-hashes.ts';

/** What an earlier call with this key left behind. `requestedAt` is that of the first call, so that ids stay the same. */
export type IdempotencyClaim =
  | { outcome: 'first'; requestedAt: Date }
  | { outcome: 'running' }
  | { outcome: 'other-body' }
  | { outcome: 'done'; answer: unknown };

/** Remembers answers for a day. */
export interface Idempotency {
  claim(claim: RequestHashes & { caller: string; key: string; leaseSeconds: number; now: Date }): Promise<IdempotencyClaim>;
  complete(done: { caller: string; key: string; answer: unknown }): Promise<void>;
  /** Lets the next call run at once. `keep` when some of the work may have happened: then its `requestedAt` stays. */
  release(claim: { caller: string; key: string; keep: boolean }): Promise<void>;
}
