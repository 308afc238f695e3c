import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { UserRecord } from '../../../core/users/ports/users.ts';
import type { MemoryStore } from '../store.ts';

/** Where a user's digests lie among their records: `DIGEST#<frequency>`, closed ones with a number, `D#…` what is in one. */
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
  const [, frequency, numeral = '', id = ''] = place.split('#') as [string, DigestFrequency, string?, string?];
  const number = Number(numeral);
  const name = `${userId}#${frequency}#${numeral}`;
  if (id !== '') {
    const stored = digests.entries.get(name)?.get(id);
    if (stored === undefined || stored.expiresAt <= now()) return undefined;
    const { mustBeRemoved: _, ...entry } = structuredClone(stored.entry);
    return { kind: 'digest-entry', frequency, number, entry };
  }
  const closed = digests.closed.get(name);
  if (closed) return { kind: 'closed-digest', frequency, number, ...closed };
  const state = digests.states.get(`${userId}#${frequency}`);
  return state && { kind: 'digests', frequency, state: structuredClone(state) };
}

/** Removes what is kept there, and an open digest from where it lies in time. */
export function eraseDigestPlace({ digests }: MemoryStore, userId: string, place: string): void {
  const [, frequency = '', number = '', id = ''] = place.split('#');
  if (id !== '') digests.entries.get(`${userId}#${frequency}#${number}`)?.delete(id);
  else if (number !== '') digests.closed.delete(`${userId}#${frequency}#${number}`);
  else {
    digests.states.delete(`${userId}#${frequency}`);
    for (const bucket of digests.buckets.values()) bucket.delete(`${userId}#${frequency}`);
  }
}
