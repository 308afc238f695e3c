import { type ChosenChannel, chosenChannels } from '../../contract/channels/channels.ts';
import { type ProviderName, type ProviderSetting, providerSetting } from '../../contract/channels/providers.ts';
import type { ProviderReceipts } from '../../core/feedback/ports/provider-receipts.ts';
import { emailReceipts } from './email-providers.ts';
import type { ReadReceipts } from './provider-adapter.ts';
import { smsReceipts } from './sms-providers.ts';

const receipts: { readonly [Channel in ChosenChannel]: ReadReceipts<Channel> } = { email: emailReceipts, sms: smsReceipts };

/** Who reads the receipts of the providers that a stage has chosen, by provider; a provider that tells nothing by HTTP is not among them. */
export function receiptsByHttp(chosen: Readonly<Record<ProviderSetting, string>>): ReadonlyMap<ProviderName, ProviderReceipts> {
  const readers = chosenChannels().flatMap((channel): [ProviderName, ProviderReceipts][] => {
    const provider = chosen[providerSetting(channel)] as ProviderName;
    const read = (receipts[channel] as Readonly<Partial<Record<ProviderName, () => ProviderReceipts>>>)[provider];
    return read === undefined ? [] : [[provider, read()]];
  });
  return new Map(readers);
}
