import type { Contact } from '../../../contract/users/contact.ts';
import { addressListFaults } from '../../channels/rules/address-list.ts';
import { namesItsCountry, readNumber } from '../../channels/sms/rules/phone-number.ts';
import type { SoundFields } from '../../http/rules/sound-fields.ts';
import type { Whereabouts } from '../../workflows/rules/reader.ts';

/** What is wrong with a contact, below the object that has it: `phone`, `phones/1/address`. */
export type ContactFault = { field: string; detail: string };

/**
 * Reads the phone numbers of a contact, and looks at what its addresses say together. `known` is where the user is at home, which is asked of a
 * number that does not say its country.
 */
export function readContact(given: Contact, known?: Whereabouts): { contact: Contact } | { faults: ContactFault[] } {
  const { phone, phones } = given;
  const faults: ContactFault[] = addressListFaults(given);
  const read = phone === undefined ? undefined : readNumber(phone, given, known);
  if (read && 'problem' in read) faults.push({ field: 'phone', detail: read.problem });
  for (const [index, { address }] of (phones ?? []).entries()) {
    const listed = readNumber(address, {});
    if ('problem' in listed) faults.push({ field: `phones/${index}/address`, detail: listed.problem });
  }
  if (faults.length > 0) return { faults };
  return { contact: read && 'number' in read ? { ...given, phone: read.number } : given };
}

/**
 * What else is wrong with a contact of which some field has not the shape that it should. A number that does not say its country waits until the rest
 * is right: then it is asked where the user is at home.
 */
export function findContactFaults({ sound }: SoundFields<Contact>): ContactFault[] {
  const { phone: _, ...others } = sound;
  const read = readContact(asksForHome(sound) ? others : sound);
  return 'faults' in read ? read.faults : [];
}

/** Whether what is known of a user may say of which country their number is. */
export function asksForHome({ phone }: Contact): boolean {
  return phone !== undefined && !namesItsCountry(phone);
}
