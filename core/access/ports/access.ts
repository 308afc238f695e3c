/**
 * An API key as stored: its secret only as a SHA-256 hash. One that was rotated has a `revokedAt` that is yet to come. One with a `tenant` is
 * bound to that.
 */
export type ApiKey = {
  id: string;
  hash: string;
  name: string;
  kind: 'live' | 'test';
  createdAt: Date;
  revokedAt?: Date;
  tenant?: string;
};

export interface ApiKeys {
  find(hash: string): Promise<ApiKey | undefined>;
  /** Adds a key. Its calls are known by its id; or by `knownAs`, as those of every other key that is known so: `find` answers that for its id. */
  add(key: ApiKey, knownAs?: string): Promise<void>;
  list(): Promise<ApiKey[]>;
  /** Ends a key at an instant, or sooner if it was to end sooner. Answers whether there was such a key. */
  revoke(id: string, at: Date): Promise<boolean>;
  /** Removes a key for good, as if it had never been. Answers whether there was one. */
  remove(id: string): Promise<boolean>;
}

export interface RateCounter {
  /** Counts some calls in a window and answers how many there have been in it, these included. */
  count(counted: { name: string; windowStart: Date; windowSeconds: number; calls: number }): Promise<number>;
}

/** A secret that signs. Its owner may rotate it: the newest signs, and what earlier ones signed can still be told. */
export interface SigningSecret {
  /** The secret that signs, if it has been made. */
  read(): Promise<Uint8Array | undefined>;
  /** The same, made now if there is none. Two calls at once agree. */
  readOrMake(): Promise<Uint8Array>;
  /** It and those that signed before it, newest first; empty when none has been made. */
  readAll(): Promise<readonly Uint8Array[]>;
}

/** A token as it arrives: as it is, and with its claims when API Gateway's own authorizer has checked it before us. */
export type PresentedToken = { token: string; checkedClaims?: Readonly<Record<string, unknown>>; now: Date };

/** Tokens that a user's browser carries. */
export interface UserTokens {
  /** Makes a token. Throws Refused `tokens_by_issuer` when an identity provider makes them. */
  mint(userId: string, now: Date): Promise<{ token: string; expiresAt: Date }>;
  /** The user a token speaks for, or nothing when it is not a good one, or no longer. Not trusted to be a valid id. */
  verify(presented: PresentedToken): Promise<unknown>;
}
