import { type ChosenChannel, chosenChannels } from '../../contract/channels/channels.ts';
import { type ProviderName, type ProviderSetting, providerSetting, standbySetting } from '../../contract/channels/providers.ts';
import type { ProviderReceipts } from '../../core/feedback/ports/provider-receipts.ts';
import { emailReceipts } from './email-providers.ts';
import type { ReadReceipts } from './provider-adapter.ts';
import { smsReceipts } from './sms-providers.ts';

const receipts: { readonly [Channel in ChosenChannel]: ReadReceipts<Channel> } = { email: emailReceipts, sms: smsReceipts };

/** What names the providers of a stage: of each channel the first, and who takes over from it. */
type Named = Readonly<Record<ProviderSetting, string> & Record<`${Uppercase<ChosenChannel>}_STANDBY`, readonly string[]>>;

/** Who reads the receipts of the providers that a stage has named, by provider; a provider that tells nothing by HTTP is not among them. */
export function receiptsByHttp(named: Named): ReadonlyMap<ProviderName, ProviderReceipts> {
  const readers = chosenChannels().flatMap((channel) => {
    const providers = [named[providerSetting(channel)], ...named[standbySetting(channel)]] as ProviderName[];
    const readersOf: Readonly<Partial<Record<ProviderName, () => ProviderReceipts>>> = receipts[channel];
    return providers.flatMap((provider): [ProviderName, ProviderReceipts][] => {
      const read = readersOf[provider];
      return read === undefined ? [] : [[provider, read()]];
    });
  });
  return new Map(readers);
}
