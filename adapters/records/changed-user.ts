import { isDeepStrictEqual } from 'node:util';
import type { Contact } from '../../contract/users/contact.ts';
import { addressFieldsOf } from '../../core/channels/rules/address.ts';
import { mergeAddresses } from '../../core/channels/rules/address-list.ts';
import type { Choices } from '../../core/preferences/rules/preferences.ts';
import type { User } from '../../core/users/ports/users.ts';
import { profileOf } from '../../core/users/rules/profile.ts';

/** Who it is, and when. */
type Change = { id: string; now: Date };

/** A user, new or as stored, with other ways to be reached; what is absent stays. The stored one itself when nothing changes. */
export function withContact(stored: User | undefined, { id, contact: given, now }: Change & { contact: Contact }): User {
  const contact = mergeAddresses(given, stored);
  const changes = (Object.keys(contact) as (keyof Contact)[]).filter(
    (field) => contact[field] !== undefined && !isDeepStrictEqual(contact[field], stored?.[field]),
  );
  if (stored && changes.length === 0) return stored;
  return next(stored, { id, now }, { ...stored, ...Object.fromEntries(changes.map((field) => [field, contact[field]])) });
}

/** A user, new or as stored, with these choices in place of all that were there. */
export function withChoices(stored: User | undefined, { id, choices, now }: Change & { choices: Choices }): User {
  const fields = { ...(stored && { ...addressFieldsOf(stored), ...profileOf(stored) }), ...choices };
  return next(stored, { id, now }, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/** A user as stored with other ids of what is registered for them, like devices. The stored one itself when nothing changes. */
export function withRegistered(
  stored: User,
  { field, change, now }: { field: string; change: (ids: readonly string[]) => string[]; now: Date },
): User {
  const { [field]: before = [], ...rest } = stored as User & Record<string, unknown>;
  const ids = change(before as string[]);
  if (isDeepStrictEqual(ids, before)) return stored;
  return next(stored, { id: stored.id, now }, ids.length === 0 ? rest : { ...rest, [field]: ids });
}

/** Somebody of whom nothing is stored yet. */
export function newUser(id: string, now: Date): User {
  return { id, version: 0, createdAt: now, updatedAt: now };
}

function next(stored: User | undefined, { id, now }: Change, fields: Contact & Choices): User {
  const { version = 0, createdAt = now } = stored ?? {};
  return { ...fields, id, version: version + 1, createdAt, updatedAt: now };
}
