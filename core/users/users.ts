import type { Contact } from '../../contract/users/contact.ts';
import type { TokenAnswer, UserAnswer } from '../../contract/users/users.ts';
import type { UserTokens } from '../access/ports/access.ts';
import { primaryFieldsOf } from '../channels/rules/address.ts';
import { shownLists } from '../channels/rules/address-list.ts';
import { Refused } from '../errors.ts';
import type { SoundFields } from '../http/rules/sound-fields.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, Users } from './ports/users.ts';
import { profileOf } from './rules/profile.ts';
import { asksForHome, type ContactFault, findContactFaults, readContact } from './rules/read-contact.ts';

/**
 * Creates a user, or changes how they can be reached; what is absent stays.
 * @throws Refused `body_invalid` for a phone number that cannot exist, and for addresses of which two are to be the primary one.
 */
export async function putUser(
  { id, contact }: { id: string; contact: Contact },
  { users, now }: { users: Users; now: Now },
): Promise<UserAnswer> {
  const known = asksForHome(contact) ? (await users.getMany([id])).get(id) : undefined;
  const read = readContact(contact, known);
  if ('faults' in read) throw unusable(read.faults);
  return toUserAnswer(await users.upsert(id, read.contact, now()));
}

/** What else is wrong with a user of whom some field has not the shape that it should, so that all is told at once. */
export function findMoreUserFaults(parts: SoundFields<Contact>): Refused[] {
  const faults = findContactFaults(parts);
  return faults.length === 0 ? [] : [unusable(faults)];
}

function unusable(faults: readonly ContactFault[]): Refused {
  const places = faults.map(({ field, detail }) => ({ pointer: `/${field}`, detail }));
  return new Refused('body_invalid', 'an address is not usable', { places });
}

/** @throws Refused `not_found` when there is no such user. */
export async function readUser(id: string, { users }: { users: Users }): Promise<UserAnswer> {
  return toUserAnswer(await findUser(id, users));
}

/**
 * Makes a token for the user's browser, which is good for an hour.
 * @throws Refused `not_found` when there is no such user; `tokens_by_issuer` when an identity provider makes them.
 */
export async function mintToken(
  id: string,
  { users, tokens, now }: { users: Users; tokens: UserTokens; now: Now },
): Promise<TokenAnswer> {
  await findUser(id, users);
  const { token, expiresAt } = await tokens.mint(id, now());
  return { token, expires_at: expiresAt.toISOString() };
}

/** @throws Refused `not_found` when there is no such user. */
export async function findUser(id: string, users: Users): Promise<User> {
  const user = (await users.getMany([id])).get(id);
  if (user === undefined) throw new Refused('not_found', 'there is no such user');
  return user;
}

/** A user as the app's server sees them. */
export function toUserAnswer(user: User): UserAnswer {
  const { id, locale, timezone, createdAt, updatedAt } = user;
  const dates = { created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
  return {
    id,
    ...primaryFieldsOf(user),
    ...(shownLists(user) as Pick<UserAnswer, 'emails' | 'phones'>),
    ...profileOf(user),
    locale,
    timezone,
    ...dates,
  };
}
