import type { SendChannel, SendSlots } from '../../../core/delivery/ports/rate-limiter.ts';
import { grantSlots, type PaceState } from '../../../core/delivery/rules/rate-limit.ts';
import type { Now } from '../../../core/time/ports/clock.ts';

/** Slots in memory. Workers with clocks of their own share `states`. */
export function memorySendSlots(now: Now, states = new Map<SendChannel, PaceState>()): SendSlots {
  return {
    async reserve(channel, wish) {
      const { grant, next } = grantSlots(states.get(channel), { ...wish, nowMs: now().getTime() });
      if (next !== undefined) states.set(channel, next);
      return grant;
    },
  };
}
