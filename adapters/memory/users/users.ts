import type { User, Users } from '../../../core/users/ports/users.ts';
import { withChoices, withContact } from '../../records/changed-user.ts';
import { liveOf, type MemoryStore } from '../store.ts';

/** Keeps users in memory. */
export function memoryUsers(store: MemoryStore): Users {
  return {
    async getMany(ids) {
      const found = ids.flatMap((id) => store.users.get(id) ?? []);
      return new Map(found.map((user) => [user.id, { ...user, ...liveOf(store, user.id) }]));
    },

    upsert: async (id, contact, now) => save(store, withContact(store.users.get(id), { id, contact, now })),

    async choose({ userId, choices, version }, now) {
      const stored = store.users.get(userId);
      if ((stored?.version ?? 0) !== version) return undefined;
      if (store.erased.has(userId)) return 'erased';
      return save(store, withChoices(stored, { id: userId, choices, now }));
    },
  };
}

/** Every change to a user there is, as in `adapters/dynamodb/users/write-user.ts`. */
function save(store: MemoryStore, user: User): User {
  store.erased.delete(user.id);
  store.users.set(user.id, user);
  return { ...user };
}
