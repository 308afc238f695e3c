import type { Channel, Reason } from '../../../contract/values.ts';
import { addressOn } from '../../channels/rules/address.ts';
import { destinationRefusal } from '../../channels/sms/rules/sms-guard.ts';
import type { Reachable } from '../../preferences/rules/preferences.ts';

/** What the owner's settings say of addresses. */
export type AddressTerms = { smsCountries: readonly string[] };

/** Why nothing may go to an address, in words that go after "but". */
export type AddressRefusal = { reason: Reason; because: string };

type RefuseAddress = (address: string, terms: AddressTerms) => AddressRefusal | undefined;

/** The channels on which not every address may be sent to. They are not in `behaviours.ts`: phone numbers weigh 80 KB in a bundle. */
const refusals: Readonly<Partial<Record<Channel, RefuseAddress>>> = {
  sms(number, { smsCountries }) {
    const because = destinationRefusal(number, smsCountries);
    return because === undefined ? undefined : { reason: 'country_blocked', because };
  },
};

/** Why nothing may go to a user's address on a channel; nothing when it may, or they have none. */
export function refuseAddress(channel: Channel, user: Reachable, terms: AddressTerms): AddressRefusal | undefined {
  const address = addressOn(channel, user);
  return address === undefined ? undefined : refusals[channel]?.(address, terms);
}
