import * as z from 'zod';
import { type AddressOf, type AddressPart, type ListedChannel, listedAddresses } from '../channels/channels.ts';
import { sameAddress } from '../channels/same-address.ts';
import { besideOtherFaultsOfList } from '../http/refine.ts';
import { singleLine } from '../text.ts';
import type { GivenAddress } from './listed-address.ts';

/** How many addresses a user may have on a channel, for which they have a list: each is two items more that find its user. */
const mostAddresses = 5;

/** Of one address: whether it is the primary one, whether the app knows that it is its user's, and what the app calls it. */
const said = { label: singleLine(64).meta({ example: 'work' }).optional() };

/** All addresses of a user on a channel, as an app gives them. */
export function givenList<Address extends z.ZodType<string>>(address: Address) {
  return z
    .array(z.strictObject({ address, primary: z.boolean().optional(), verified: z.boolean().optional(), ...said }))
    .max(mostAddresses)
    .refine((list) => isWithoutRepetition(list as Partial<GivenAddress>[]), {
      error: 'must not repeat an address',
      ...besideOtherFaultsOfList,
    })
    .refine((list) => list.filter((each) => each?.primary).length <= 1, {
      error: 'must have one primary address at most',
      ...besideOtherFaultsOfList,
    })
    .meta({ description: `All that there are, at most ${mostAddresses}; what is given takes the place of the list before` });
}

/** Looks at what is text; what is none is told as another fault. */
function isWithoutRepetition(list: readonly (Partial<GivenAddress> | null)[]): boolean {
  const addresses = list.map((each) => each?.address).filter((address) => typeof address === 'string');
  return new Set(addresses.map(sameAddress)).size === addresses.length;
}

/** The same as it is shown: the primary one first. */
export function shownList<Address extends z.ZodType<string>>(address: Address) {
  return z.array(z.strictObject({ address, primary: z.boolean(), verified: z.boolean(), ...said }));
}

type ListOf<Name extends ListedChannel, Part extends AddressPart> = Part extends 'given'
  ? ReturnType<typeof givenList<AddressOf<Name>['kept']>>
  : ReturnType<typeof shownList<AddressOf<Name>['kept']>>;

/** The fields of a user that list all their addresses, with the schema of what may be given or of what is shown. */
export function addressLists<Part extends AddressPart>(
  part: Part,
): { [Name in ListedChannel as AddressOf<Name>['several']]: z.ZodOptional<ListOf<Name, Part>> } {
  const list = part === 'given' ? givenList : shownList;
  const fields = listedAddresses().map(({ several, kept }) => [several, list(kept as z.ZodType<string>).optional()]);
  return Object.fromEntries(fields) as never;
}
