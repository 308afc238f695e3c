import * as z from 'zod';

/** What can be made to go wrong at a provider, for `count` calls or `seconds`, whichever ends first; else until cleared. */
export const FaultOrder = z.strictObject({
  service: z.enum(['ses', 'sns']),
  fault: z.enum(['throttle', 'quota', 'timeout', 'lost_answer', 'error', 'reject']),
  count: z.int().min(1).optional(),
  seconds: z.number().positive().optional(),
});
export type FaultOrder = z.infer<typeof FaultOrder>;
export type Fault = FaultOrder['fault'];
export type FaultyService = FaultOrder['service'];

type Scripted = { order: FaultOrder; left: number; endsAt: number };

/** What goes wrong at present: at most one order a service, a new one takes the place of the last. */
export type Faults = {
  set(order: FaultOrder): void;
  clear(): void;
  /** The orders still in force. */
  list(): FaultOrder[];
  /** The fault that the next call to a service meets, if any; counts the call. */
  take(service: FaultyService): Fault | undefined;
};

/** Nothing goes wrong yet. */
export function noFaults(now: () => number = Date.now): Faults {
  let script: Scripted[] = [];
  const inForce = () => {
    script = script.filter(({ left, endsAt }) => left > 0 && now() < endsAt);
    return script;
  };
  return {
    set(order) {
      const endsAt = order.seconds === undefined ? Infinity : now() + order.seconds * 1000;
      script = script.filter((other) => other.order.service !== order.service);
      script.push({ order, left: order.count ?? Infinity, endsAt });
    },
    clear() {
      script = [];
    },
    list: () => inForce().map(({ order }) => order),
    take(service) {
      const next = inForce().find(({ order }) => order.service === service);
      if (next) next.left -= 1;
      return next?.order.fault;
    },
  };
}
