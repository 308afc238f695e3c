/** What a recipient's key was first used for: the run that the notification is of, and a hash of what it tells whom. */
export type KeyUse = { requestId: string; requestedAt: string; sendAt?: string | undefined; told: string };

/** Remembers for a day what the keys of single recipients were used for. */
export interface RecipientKeys {
  /** Notes what a caller's key is used for, unless it was used before, and answers what it was used for first. */
  claim(claim: { caller: string; key: string; use: KeyUse; now: Date }): Promise<KeyUse>;
}
