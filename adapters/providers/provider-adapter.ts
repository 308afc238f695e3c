import type { SendChannel } from '../../contract/channels/channels.ts';
import type { ProviderOf } from '../../contract/channels/providers.ts';
import type { SendRate } from '../../core/delivery/ports/rate-limiter.ts';
import type { ProviderReceipts } from '../../core/feedback/ports/provider-receipts.ts';

/** How each provider of a channel is reached, by the settings of its own that a function was given. `timeoutSeconds` is for one call. */
export type ConnectProviders<Channel extends SendChannel, Provider> = Readonly<
  Record<ProviderOf<Channel>, (options: { timeoutSeconds: number }) => Provider>
>;

/** How much a provider of a channel takes in a second, where that is asked of the provider or its account; absent: its definition says it. */
export type SendRates<Channel extends SendChannel> = Readonly<Partial<Record<ProviderOf<Channel>, () => SendRate>>>;

/** Who reads what a provider of a channel tells by HTTP; absent where it tells nothing that way. */
export type ReadReceipts<Channel extends SendChannel> = Readonly<Partial<Record<ProviderOf<Channel>, () => ProviderReceipts>>>;
