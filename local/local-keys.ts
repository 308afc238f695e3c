/** The keys that are there from the start: known to everyone, and good for nothing but the local system. */
export const localKeys = { live: 'bh_live_local', test: 'bh_test_local' } as const;

/** Names the local system's own key of a kind, as it is listed. */
export function localKeyId(kind: keyof typeof localKeys): string {
  return `local-${kind}`;
}
