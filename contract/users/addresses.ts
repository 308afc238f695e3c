import * as z from 'zod';
import { asciiAddress } from '../channels/email/email-address.ts';
import { besideOtherFaults } from '../http/refine.ts';
import { singleLine } from '../text.ts';

/** How many addresses a user may have on a channel, for which they have a list: each is two items more that find its user. */
const mostAddresses = 5;

/** Of one address: whether it is the primary one, whether the app knows that it is its user's, and what the app calls it. */
const said = { label: singleLine(64).meta({ example: 'work' }).optional() };

/** All addresses of a user on a channel, as an app gives them. */
export function givenList<Address extends z.ZodType<string>>(address: Address) {
  return z
    .array(z.strictObject({ address, primary: z.boolean().optional(), verified: z.boolean().optional(), ...said }))
    .max(mostAddresses)
    .refine((list) => isWithoutRepetition(list as GivenAddress[]), {
      error: 'must not repeat an address',
      ...besideOtherFaults,
    })
    .refine((list) => list.filter(({ primary }) => primary).length <= 1, {
      error: 'must have one primary address at most',
      ...besideOtherFaults,
    })
    .meta({ description: `All that there are, at most ${mostAddresses}; what is given takes the place of the list before` });
}

function isWithoutRepetition(list: readonly GivenAddress[]): boolean {
  return new Set(list.map(({ address }) => sameAddress(address))).size === list.length;
}

/** The same as it is shown: the primary one first. */
export function shownList<Address extends z.ZodType<string>>(address: Address) {
  return z.array(z.strictObject({ address, primary: z.boolean(), verified: z.boolean(), ...said }));
}

/** One spelling for all spellings of an address. A domain beyond ASCII is the same as its punycode, and no provider tells capitals apart. */
export function sameAddress(address: string): string {
  return asciiAddress(address).toLowerCase();
}

/** An address of a user as it is kept: which is the primary one, the field of its channel says. */
export type ListedAddress = { address: string; verified?: true; label?: string };

/** The same as an app gives it, or is shown it. */
export type GivenAddress = {
  address: string;
  primary?: boolean | undefined;
  verified?: boolean | undefined;
  label?: string | undefined;
};
