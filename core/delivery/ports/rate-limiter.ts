import type { SendChannel } from '../../../contract/channels/channels.ts';
import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { PermitGrant, PermitRequest } from '../rules/rate-limit.ts';

/** The permits of a provider's account, shared by every worker that sends through it. */
export interface RateLimiter {
  /** Gives permits to the caller, and never to anyone else. See `grantPermits`. */
  reserve(line: RateLine, request: Omit<PermitRequest, 'nowMs'>): Promise<PermitGrant>;
}
export type { SendChannel };

/** Whose permits they are: those of the usual provider of a channel, or of another. */
export type RateLine = SendChannel | `${SendChannel}:${string}`;

/** How many e-mails, or segments of SMS, a provider takes in a second; nothing when that cannot be found out now. */
export type SendRate = () => Promise<number | undefined>;

/** The records of a queue that a worker has in hand. */
export type RecordBatch = {
  size: number;
  /** How many are not done with yet. */
  left(): number;
  /** How long the worker may still run. */
  remainingMs(): number;
};

/**
 * Acquires a permit to send something of so many units (segments of an SMS). It is answered a moment before its instant, and to those whose
 * instants are close together at the same time; `wait` lasts until the instant. `too-far`: it will not come while this worker runs;
 * nothing was taken. `by`: the provider that it is for, where there are several.
 */
export type AcquirePermit = (
  units: number,
  by?: ProviderName,
) => Promise<{ outcome: 'granted'; wait: () => Promise<unknown> } | { outcome: 'too-far'; afterSeconds: number }>;
