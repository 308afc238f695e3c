import { smsProviders } from '../../../../contract/channels/sms/providers.ts';
import { doesNotApply, type Finding } from '../check.ts';
import type { Facts } from '../facts.ts';

/** What a check of SNS says where no SMS may go anywhere, or another provider sends them; nothing where SNS does. */
export async function smsIsOff({ smsSettings }: Facts): Promise<Finding | undefined> {
  const { SMS_COUNTRIES, SMS_PROVIDER } = await smsSettings();
  if (SMS_COUNTRIES.length === 0) return doesNotApply('SMS are off: no smsCountries are set.');
  if (SMS_PROVIDER === 'sns') return undefined;
  return doesNotApply(`SMS go out by ${smsProviders[SMS_PROVIDER].title}, and this is about SNS.`);
}
