import type { RateLimiter, RateLine } from '../../../core/delivery/ports/rate-limiter.ts';
import { grantPermits, type RateState } from '../../../core/delivery/rules/rate-limit.ts';
import type { Now } from '../../../core/time/ports/clock.ts';

/** Gives out permits in memory. Workers with clocks of their own share `states`. */
export function memoryRateLimiter(now: Now, states = new Map<RateLine, RateState>()): RateLimiter {
  return {
    async reserve(channel, request) {
      const { grant, next } = grantPermits(states.get(channel), { ...request, nowMs: now().getTime() });
      if (next !== undefined) states.set(channel, next);
      return grant;
    },
  };
}
