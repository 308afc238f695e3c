import type { ChosenChannel, SendChannel } from '../../contract/channels/channels.ts';
import { defaultProvider, type ProviderName, type ProviderOf } from '../../contract/channels/providers.ts';
import type { ProviderAnswer } from '../../core/delivery/ports/providers.ts';
import type { AcquirePermit, RecordBatch, SendRate } from '../../core/delivery/ports/rate-limiter.ts';
import type { ConnectProviders } from './provider-adapter.ts';
import { type ReservedPermitsOptions, reservedPermits } from './reserved-permits.ts';

type Sends<What> = { send(what: What): Promise<ProviderAnswer> };

/** Reaches the providers that a stage has named, in their order: each by itself, and all of them as one that is told who sends. */
export function connectNamed<Channel extends ChosenChannel, What, Provider extends Sends<What>>(
  names: readonly ProviderOf<Channel>[],
  connect: ConnectProviders<Channel, Provider & Sends<What>>,
  options: { timeoutSeconds: number },
): { each: Provider[]; asOne: { send(what: What, by?: ProviderName): Promise<ProviderAnswer> } } {
  const byName = new Map<ProviderName | undefined, Provider>(names.map((name) => [name as ProviderName, connect[name](options)]));
  const each = [...byName.values()];
  return { each, asOne: { send: (what, by) => (byName.get(by) ?? (each[0] as Provider)).send(what) } };
}

type PermitsOfNamed = Omit<ReservedPermitsOptions, 'line' | 'rate'> & { rateOf(name: ProviderName): SendRate };

/** Gives out the permits of each of them by its own rate. The usual provider of a channel keeps the line that it has had alone. */
export function permitsOfNamed(
  channel: SendChannel,
  names: readonly ProviderName[],
  { rateOf, ...options }: PermitsOfNamed,
): (batch: RecordBatch) => AcquirePermit {
  const permits = new Map<ProviderName | undefined, (batch: RecordBatch) => AcquirePermit>(
    names.map((name) => {
      const line = names.length === 1 || name === defaultProvider(channel) ? channel : (`${channel}:${name}` as const);
      return [name, reservedPermits({ ...options, line, rate: rateOf(name) })];
    }),
  );
  const usual = permits.get(names[0]) as (batch: RecordBatch) => AcquirePermit;
  return (batch) => (units, by) => (permits.get(by) ?? usual)(batch)(units);
}
