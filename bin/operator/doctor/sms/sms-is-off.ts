import type { ProviderOf } from '../../../../contract/channels/providers.ts';
import { smsProviders } from '../../../../contract/channels/sms/providers.ts';
import { doesNotApply, type Finding } from '../check.ts';
import type { Facts } from '../facts.ts';

/** What a check says where no SMS may go anywhere, or another provider than those that it is about sends them; nothing where one of these does. */
export async function smsIsOff(
  { smsSettings }: Facts,
  about: readonly ProviderOf<'sms'>[] = ['sns'],
): Promise<Finding | undefined> {
  const { SMS_COUNTRIES, SMS_PROVIDER } = await smsSettings();
  if (SMS_COUNTRIES.length === 0) return doesNotApply('SMS are off: no smsCountries are set.');
  if (about.includes(SMS_PROVIDER)) return undefined;
  const names = about.map((name) => smsProviders[name].title.replace('Amazon ', '')).join(' and ');
  return doesNotApply(`SMS go out by ${smsProviders[SMS_PROVIDER].title}, and this is about ${names}.`);
}
