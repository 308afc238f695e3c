import type { Now } from '../../core/ports/clock.ts';
import type { SendChannel, SendSlots } from '../../core/ports/pace.ts';
import { grantSlots, type PaceState } from '../../core/rules/send-pace.ts';

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
