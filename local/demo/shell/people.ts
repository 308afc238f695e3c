import type { Person, SignedIn } from '../../demo-server/repair.ts';

const names: Readonly<Record<Person, string>> = {
  ada: 'Ada Lovelace',
  grace: 'Grace Hopper',
  lin: 'Lin Zhao',
  mia: 'Mia Rossi',
  noor: 'Noor Haddad',
  sam: 'Sam Okafor',
};

const roles: Readonly<Record<SignedIn, string>> = { ada: 'Workshop lead, London', grace: 'Technician, New York' };

/** The full name of somebody; the id of somebody unknown. */
export function nameOf(person: string): string {
  return (names as Readonly<Record<string, string>>)[person] ?? person;
}

/** What somebody is called among colleagues. */
export function firstNameOf(person: string): string {
  return nameOf(person).split(' ', 1)[0] ?? person;
}

/** What somebody does at the workshop. */
export function roleOf(user: SignedIn): string {
  return roles[user];
}

/** The other one of the two who sign in. */
export function otherThan(user: SignedIn): SignedIn {
  return user === 'ada' ? 'grace' : 'ada';
}

/** Writes the two letters of an avatar. */
export function initialsOf(person: string): string {
  return nameOf(person)
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');
}

/** Who can sign in. */
export const signedIn: readonly SignedIn[] = ['ada', 'grace'];
