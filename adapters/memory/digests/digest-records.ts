import type { DigestCadence } from '../../../contract/preferences/preferences.ts';
import type { UserRecord } from '../../../core/users/ports/users.ts';
import type { MemoryStore } from '../store.ts';

/** Where a user's digests lie among their records: `DIGEST#<cadence>`, closed ones with a number, `D#…` what is in one. */
export function digestPlacesOf({ digests }: MemoryStore, userId: string): string[] {
  const named = (names: Iterable<string>) =>
    [...names].filter((name) => name.startsWith(`${userId}#`)).map((name) => name.slice(userId.length + 1));
  const entries = named(digests.entries.keys()).flatMap((name) =>
    [...(digests.entries.get(`${userId}#${name}`)?.keys() ?? [])].map((id) => `D#${name}#${id}`),
  );
  return [...named(digests.states.keys()), ...named(digests.closed.keys())].map((name) => `DIGEST#${name}`).concat(entries);
}

/** What is kept at such a place; nothing when its time is up, or it is another place. */
export function readDigestPlace({ digests, now }: MemoryStore, userId: string, place: string): UserRecord | undefined {
  const [, cadence, numeral = '', id = ''] = place.split('#') as [string, DigestCadence, string?, string?];
  const number = Number(numeral);
  const name = `${userId}#${cadence}#${numeral}`;
  if (id !== '') {
    const stored = digests.entries.get(name)?.get(id);
    return stored && stored.expiresAt > now()
      ? { kind: 'digest-entry', cadence, number, entry: structuredClone(stored.entry) }
      : undefined;
  }
  const closed = digests.closed.get(name);
  if (closed) return { kind: 'closed-digest', cadence, number, ...closed };
  const state = digests.states.get(`${userId}#${cadence}`);
  return state && { kind: 'digests', cadence, state: structuredClone(state) };
}

/** Removes what is kept there, and an open digest from where it lies in time. */
export function eraseDigestPlace({ digests }: MemoryStore, userId: string, place: string): void {
  const [, cadence = '', number = '', id = ''] = place.split('#');
  if (id !== '') digests.entries.get(`${userId}#${cadence}#${number}`)?.delete(id);
  else if (number !== '') digests.closed.delete(`${userId}#${cadence}#${number}`);
  else {
    digests.states.delete(`${userId}#${cadence}`);
    for (const slot of digests.slots.values()) slot.delete(`${userId}#${cadence}`);
  }
}
