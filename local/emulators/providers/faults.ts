import * as z from 'zod';
import { sendChannels } from '../../../contract/channels/channels.ts';
import { type ProviderName, providerNames } from '../../../contract/channels/providers.ts';

/** The providers that a fault can be scripted for: those of every channel. */
export const FaultyProvider = z.enum(sendChannels().flatMap((channel): ProviderName[] => providerNames(channel)));

/** For `count` calls or `seconds`, whichever ends first; else until cleared. */
const span = {
  /** The share of calls that meet it, from above 0 to 1; absent: each of them. */
  rate: z.number().positive().max(1).optional(),
  count: z.int().min(1).optional(),
  seconds: z.number().positive().optional(),
};
const ProviderFault = z.enum(['throttle', 'quota', 'timeout', 'lost_answer', 'error', 'reject']);

/** What can be made to go wrong at a service. `containing`: only calls whose body has this text, to hit one write of many. */
export const FaultOrder = z.discriminatedUnion('service', [
  z.strictObject({
    service: FaultyProvider,
    fault: ProviderFault,
    ...span,
  }),
  z.strictObject({
    service: z.literal('dynamodb'),
    fault: z.enum(['throttle', 'timeout', 'lost_answer', 'down']),
    containing: z.string().min(1).optional(),
    ...span,
  }),
]);
export type FaultOrder = z.infer<typeof FaultOrder>;
type FaultyService = FaultOrder['service'];
export type Fault = z.infer<typeof ProviderFault>;
export type TableFault = Extract<FaultOrder, { service: 'dynamodb' }>['fault'];
type FaultOf<Service extends FaultyService> = Service extends 'dynamodb' ? TableFault : Fault;

type Scripted = { order: FaultOrder; left: number; endsAt: number };

/** What goes wrong at present: at most one order a service, a new one takes the place of the last. */
export type Faults = {
  set(order: FaultOrder): void;
  clear(): void;
  /** Lists the orders that are still in force. */
  list(): FaultOrder[];
  /** The fault that the next call to a service meets, if any; counts the call. */
  take<Service extends FaultyService>(service: Service, body?: string): FaultOf<Service> | undefined;
};

/** Nothing goes wrong yet. */
export function noFaults(now: () => number = Date.now, random: () => number = Math.random): Faults {
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
    take<Service extends FaultyService>(service: Service, body = '') {
      const next = inForce().find(({ order }) => order.service === service && isMeant(order, body));
      if (!next || (next.order.rate !== undefined && random() >= next.order.rate)) return undefined;
      next.left -= 1;
      return next.order.fault as FaultOf<Service>;
    },
  };
}

function isMeant(order: FaultOrder, body: string): boolean {
  return order.service !== 'dynamodb' || order.containing === undefined || body.includes(order.containing);
}
