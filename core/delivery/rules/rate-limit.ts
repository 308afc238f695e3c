/** Who asks for permits: `transactional` goes before `bulk` wherever both are sent by one provider account. */
export type TrafficClass = 'transactional' | 'bulk';

/** The traffic class of each queue that e-mails come by. */
export const trafficClassOf = { email: 'transactional', 'bulk-email': 'bulk' } as const satisfies Record<string, TrafficClass>;

/**
 * How far permits are given out, as epoch milliseconds with their fractions: at 50 a second a permit is not a whole number of them.
 * `perSecond` is the rate as it was last known.
 */
export type RateState = { freeAtMs: number; transactionalAtMs?: number; perSecond?: number };

/** Permits for `count` sends that each weigh `units` (segments of an SMS), none later than `latestMs`. A worker may not know the rate. */
export type PermitRequest = {
  trafficClass: TrafficClass;
  count: number;
  units: number;
  perSecond?: number | undefined;
  nowMs: number;
  latestMs: number;
};

/** The instants to send at, perhaps fewer than asked for; or when it is worth asking again. */
export type PermitGrant = { outcome: 'granted'; permitsMs: number[] } | { outcome: 'later'; atMs: number };

/**
 * The share of a provider's rate that is used. What is left takes up what no worker can help: clocks that differ and calls that
 * take longer or shorter on their way, up to 0.3 s together. docs/decisions/0051 has the sum.
 */
const usedShare = 0.97;

/** How far ahead bulk takes permits: so long may something transactional wait behind it, at most. */
const bulkReachMs = 1_000;
/** The same while transactional messages are under way, or were a moment ago. */
const shortBulkReachMs = 250;
const momentMs = 5_000;

/** What every account has, the sandbox included: for when nobody knows the rate, as slow is safe. */
const leastPerSecond = 1;

/**
 * Gives out the next permits of a provider's account, evenly spaced in time; those that nobody took in time are gone.
 * Transactional messages take as many as they need, bulk only those that are nearly due: so it gets all that is left, and no more.
 */
export function grantPermits(state: RateState | undefined, request: PermitRequest): { grant: PermitGrant; next?: RateState } {
  const { trafficClass, count, units, nowMs, latestMs } = request;
  const perSecond = request.perSecond ?? state?.perSecond;
  const stepMs = (1_000 * units) / (usedShare * (perSecond ?? leastPerSecond));
  const startMs = Math.max(state?.freeAtMs ?? 0, nowMs);
  const reachMs = trafficClass === 'bulk' ? bulkReach(state, nowMs) : Number.POSITIVE_INFINITY;
  const fitting = Math.floor((Math.min(latestMs, nowMs + reachMs) - startMs) / stepMs) + 1;
  const granted = Math.min(count, fitting);
  if (granted < 1) return { grant: { outcome: 'later', atMs: trafficClass === 'bulk' ? startMs - reachMs / 2 : startMs } };

  const permitsMs = Array.from({ length: granted }, (_, index) => startMs + index * stepMs);
  const transactionalAtMs = trafficClass === 'transactional' ? nowMs : state?.transactionalAtMs;
  return {
    grant: { outcome: 'granted', permitsMs },
    next: {
      freeAtMs: startMs + granted * stepMs,
      ...(transactionalAtMs !== undefined && { transactionalAtMs }),
      ...(perSecond !== undefined && { perSecond }),
    },
  };
}

function bulkReach(state: RateState | undefined, nowMs: number): number {
  const isPressed = state?.transactionalAtMs !== undefined && nowMs - state.transactionalAtMs < momentMs;
  return isPressed ? shortBulkReachMs : bulkReachMs;
}
