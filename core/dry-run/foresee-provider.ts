import type { SendChannel } from '../../contract/channels/channels.ts';
import type { ProviderName } from '../../contract/channels/providers.ts';
import type { DryRunChannel } from '../../contract/dry-run/dry-run.ts';
import { markOf } from '../delivery/choose-provider.ts';
import type { PausableQueue, Pauses } from '../delivery/ports/pauses.ts';

/** Who sends on each channel whose providers the owner chooses, in their order. */
export type ProviderOrders = Readonly<Partial<Record<SendChannel, readonly ProviderName[]>>>;

export type ForeseeProviderDeps = { providerOrders: ProviderOrders; pauses: Pick<Pauses, 'find'> };

/** What a dry run says of who would send. */
export type ForeseenProvider = Pick<DryRunChannel, 'provider' | 'paused_providers'>;

/** Who would send on each channel now, and who of its order is paused. With one provider its pause is that of its queue. */
export async function foreseeProviders(
  now: Date,
  { providerOrders, pauses }: ForeseeProviderDeps,
): Promise<Partial<Record<SendChannel, ForeseenProvider>>> {
  const orders = Object.entries(providerOrders) as [SendChannel, readonly ProviderName[]][];
  const foreseen = orders.map(async ([channel, names]) => {
    const marks = names.map((provider) => (names.length === 1 ? (channel as PausableQueue) : markOf(provider)));
    const found = await Promise.all(marks.map((mark) => pauses.find(mark)));
    const paused = names.flatMap((provider, place) => {
      const pause = found[place];
      // one whose time is up is tried by the next message
      return pause === undefined || (pause.until !== undefined && pause.until <= now) ? [] : [{ provider, why: pause.why }];
    });
    const provider = names.find((name) => !paused.some((each) => each.provider === name));
    return [channel, { ...(provider && { provider }), ...(paused.length > 0 && { paused_providers: paused }) }] as const;
  });
  return Object.fromEntries(await Promise.all(foreseen));
}
