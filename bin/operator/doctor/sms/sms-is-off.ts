import type { ProviderOf } from '../../../../contract/channels/providers.ts';
import { smsProviders } from '../../../../contract/channels/sms/providers.ts';
import { doesNotApply, type Finding } from '../check.ts';
import type { Facts } from '../facts.ts';
import { titlesOf } from '../providers-of-stage.ts';

/** What a check says where no SMS may go anywhere, or no provider that it is about sends them; nothing where one of these does, be it while another is paused. */
export async function smsIsOff(
  { smsSettings }: Facts,
  about: readonly ProviderOf<'sms'>[] = ['sns'],
): Promise<Finding | undefined> {
  const { SMS_COUNTRIES, ...settings } = await smsSettings();
  if (SMS_COUNTRIES.length === 0) return doesNotApply('SMS are off: no smsCountries are set.');
  const sending = senders(settings);
  if (sending.some((name) => about.includes(name))) return undefined;
  const names = about.map((name) => smsProviders[name].title.replace('Amazon ', '')).join(' and ');
  return doesNotApply(`SMS go out by ${titlesOf('sms', sending)}; this is about ${names}.`);
}

/** Whether the first of AWS's two that sends is End User Messaging, which has an account of its own. */
export function isEndUserMessaging(settings: Senders): boolean {
  return senders(settings).find((name) => name === 'sns' || name === 'end-user-messaging') === 'end-user-messaging';
}

type Senders = { SMS_PROVIDER: ProviderOf<'sms'>; SMS_STANDBY: readonly ProviderOf<'sms'>[] };

function senders({ SMS_PROVIDER, SMS_STANDBY }: Senders): ProviderOf<'sms'>[] {
  return [SMS_PROVIDER, ...SMS_STANDBY];
}
