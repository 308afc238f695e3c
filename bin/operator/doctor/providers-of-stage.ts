import type { ChosenChannel } from '../../../contract/channels/channels.ts';
import type { ProviderList } from '../../../contract/channels/provider-definition.ts';
import { type ProviderOf, providersOf } from '../../../contract/channels/providers.ts';

/** Names who sends on a channel: one, or the first and who takes over from it. */
export function titlesOf<Channel extends ChosenChannel>(channel: Channel, names: readonly ProviderOf<Channel>[]): string {
  const known: ProviderList = providersOf(channel);
  const [first = '', ...others] = names.map((name) => known[name]?.title ?? name);
  return others.length === 0 ? first : `${first}, and by ${others.join(' or ')} while that is paused`;
}
