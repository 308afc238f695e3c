import { channelOf, listedAddresses } from '../../../contract/channels/channels.ts';
import { sameAddress } from '../../../contract/channels/same-address.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import type { GivenAddress, ListedAddress } from '../../../contract/users/listed-address.ts';
import type { Channel } from '../../../contract/values.ts';

/** The fields of a user that hold their addresses on a channel: the primary one, and the list of all. */
type Fields = { field: string; several: string };

/** A user's addresses on a channel on which they may have several, the primary one first; none on other channels. */
export function listedOn(channel: Channel, user: Contact): ListedAddress[] {
  const { field, several } = channelOf(channel).address ?? {};
  return field === undefined || several === undefined ? [] : listed(user, { field, several });
}

function listed(user: Contact, fields: Fields): ListedAddress[] {
  const { primary, list = [] } = read<ListedAddress>(user, fields);
  if (primary === undefined) return list;
  const first = list.find(isAt(primary)) ?? { address: primary };
  return [first, ...list.filter((each) => !isAt(primary)(each))];
}

/** The lists of a user as they are shown; of a channel without one nothing is said. */
export function shownLists(user: Contact): Contact {
  const lists = listedAddresses().flatMap((fields): [string, GivenAddress[]][] => {
    const { primary, list = [] } = read(user, fields);
    if (list.length === 0) return [];
    const isPrimary = primary === undefined ? () => false : isAt(primary); // it may be spelt in another way there
    const shown = listed(user, fields).map(({ address, verified = false, label }) => {
      return { address, primary: isPrimary({ address }), verified, ...(label !== undefined && { label }) };
    });
    return [[fields.several, shown]];
  });
  return Object.fromEntries(lists);
}

/**
 * Makes of a user's contact what it becomes by what is given of it. A list that is given is all that there is. The primary
 * address is the one that is given as such, else the one before if the list has it, else the first of the list; an empty list
 * leaves it as it was.
 */
export function mergeAddresses(given: Contact, before: Contact | undefined): Contact {
  const merged = listedAddresses().flatMap((fields): [string, unknown][] => {
    const { primary, list } = read(given, fields);
    if (list === undefined) return [];
    const former = before && read(before, fields).primary;
    const flagged = list.find((each) => each.primary)?.address;
    const kept = former === undefined ? undefined : (list.find(isAt(former)) ?? list[0])?.address;
    const next = primary ?? flagged ?? kept ?? list[0]?.address;
    return [[fields.several, list.map(toListed)], ...(next === undefined ? [] : [[fields.field, next] as [string, unknown]])];
  });
  return merged.length === 0 ? given : { ...given, ...Object.fromEntries(merged) };
}

function toListed({ address, verified, label }: GivenAddress): ListedAddress {
  return { address, ...(verified && { verified }), ...(label !== undefined && { label }) };
}

/** What is wrong with addresses that are given together: the primary one of a list is another than that which is given by itself. */
export function addressListFaults(given: Contact): { field: string; detail: string }[] {
  return listedAddresses().flatMap((fields) => {
    const { primary, list = [] } = read(given, fields);
    const index = list.findIndex((each) => each.primary);
    if (primary === undefined || index < 0 || list.some((each) => each.primary && isAt(primary)(each))) return [];
    return [
      { field: `${fields.several}/${index}/primary`, detail: `must not be said of another address than "${fields.field}" has` },
    ];
  });
}

/** Reads what an address list may be written in; each list as given or as kept. */
function read<Listed extends GivenAddress | ListedAddress = GivenAddress>(
  user: Contact,
  { field, several }: Fields,
): { primary: string | undefined; list: Listed[] | undefined } {
  const all = user as Readonly<Record<string, unknown>>;
  return { primary: all[field] as string | undefined, list: all[several] as Listed[] | undefined }; // as the channel's schema has it
}

function isAt(wanted: string): (each: { address: string }) => boolean {
  const same = sameAddress(wanted);
  return ({ address }) => sameAddress(address) === same;
}
