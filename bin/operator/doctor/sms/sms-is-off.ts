import { doesNotApply, type Finding } from '../check.ts';
import type { Facts } from '../facts.ts';

/** What a check of SMS says where none may go anywhere; nothing where they may. */
export async function smsIsOff({ smsSettings }: Facts): Promise<Finding | undefined> {
  const { SMS_COUNTRIES } = await smsSettings();
  return SMS_COUNTRIES.length === 0 ? doesNotApply('SMS are off: no smsCountries are set.') : undefined;
}
