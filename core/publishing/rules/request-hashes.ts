import { canonicalJson } from '../../http/rules/canonical-json.ts';
import { fingerprint } from './fingerprint.ts';

/** Hashes of a request: of how it was written, and of what it says in whatever order its fields stand. */
export type RequestHashes = { requestHash: string; unorderedHash: string };

/**
 * Hashes a request, to tell by it whether a repetition asks the same. JSON's objects have no order, and many a client writes them in another one each
 * time that it is started. 0.1.0 compares requests as they were written, so both are kept: docs/decisions/0338.
 */
export function hashesOf(request: unknown): RequestHashes {
  return {
    requestHash: fingerprint(JSON.stringify(request)),
    unorderedHash: fingerprint(canonicalJson(request)),
  };
}

/** Whether a request is the one that was kept: 0.1.0 kept no hash but of what was written. */
export function isSameRequest(kept: Partial<RequestHashes>, { requestHash, unorderedHash }: RequestHashes): boolean {
  return kept.requestHash === requestHash || kept.unorderedHash === unorderedHash;
}
