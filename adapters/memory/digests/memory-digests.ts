import type { ClosedDigest, OpenDigest, WaitingEntry } from '../../../core/digests/ports/digests.ts';
import type { DigestState } from '../../../core/digests/rules/digest-window.ts';

/** Digests in memory: states by user and frequency, entries and ends by digest, and open digests by where the job looks. */
export type MemoryDigests = {
  states: Map<string, DigestState>;
  closed: Map<string, ClosedDigest>;
  entries: Map<string, Map<string, { entry: WaitingEntry; expiresAt: Date }>>;
  buckets: Map<string, Map<string, OpenDigest>>;
};

/** Stands for digests where a test has none. */
export function noDigests(): MemoryDigests {
  return { states: new Map(), closed: new Map(), entries: new Map(), buckets: new Map() };
}
