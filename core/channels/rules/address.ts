import { channelNames, channelOf } from '../../../contract/channels/channels.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import type { Channel } from '../../../contract/values.ts';
import { listedOn } from './address-list.ts';

/** Where a user is reached on a channel: nowhere, or at one address, or at several. */
export function addressesOn(channel: Channel, user: Contact): string[] {
  const field = channelOf(channel).address?.field;
  const given = field === undefined ? undefined : (user as Readonly<Record<string, unknown>>)[field];
  return [given ?? []].flat() as string[]; // as the channel's schema has it
}

/** All addresses by which a user is found on a channel, also those that nothing is sent to unless a workflow says so. */
export function allAddressesOn(channel: Channel, user: Contact): string[] {
  const { several } = channelOf(channel).address ?? {};
  return several === undefined ? addressesOn(channel, user) : listedOn(channel, user).map(({ address }) => address);
}

/** The same as one text, as a message keeps it: an address, or a JSON list on a channel with several. */
export function addressOn(channel: Channel, user: Contact): string | undefined {
  const addresses = addressesOn(channel, user);
  return channelOf(channel).address?.isList && addresses.length > 0 ? JSON.stringify(addresses) : addresses[0];
}

/** What a message keeps of a user's address, as the user has it. */
export function addressKept(channel: Channel, address: string): string | string[] {
  return channelOf(channel).address?.isList ? (JSON.parse(address) as string[]) : address;
}

/** The fields that hold the addresses that are sent to, as far as a user has them. */
export function primaryFieldsOf(user: Contact): Omit<Contact, 'emails' | 'phones'> {
  const fields = channelNames().flatMap((channel) => channelOf(channel).address?.field ?? []);
  return Object.fromEntries(Object.entries(user).filter(([field]) => fields.includes(field)));
}

/** The fields that hold addresses, as far as a user has them. */
export function addressFieldsOf(user: Contact): Contact {
  const fields = channelNames().flatMap((channel) => {
    const { field, several } = channelOf(channel).address ?? {};
    return [field ?? [], several ?? []].flat();
  });
  return Object.fromEntries(Object.entries(user).filter(([field]) => fields.includes(field)));
}
