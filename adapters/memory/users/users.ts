import { isRoom } from '../../../core/topics/rules/room.ts';
import type { User, UserList, Users } from '../../../core/users/ports/users.ts';
import { withChoices, withContact } from '../../records/changed-user.ts';
import { linkAddresses } from '../message-log/addresses.ts';
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

/** Keeps the list of users in memory. */
export function memoryUserList(store: MemoryStore): UserList {
  return {
    async list({ prefix, after, limit }) {
      const ids = [...store.users.keys()].filter((id) => id.startsWith(prefix) && !isRoom(id)).sort(inBytes);
      const left = after === undefined ? ids : ids.filter((id) => inBytes(id, after) > 0);
      const users = left.slice(0, limit).flatMap((id) => store.users.get(id) ?? []);
      const last = users.at(-1)?.id;
      return { users: structuredClone(users), ...(left.length > limit && last !== undefined && { next: last }) };
    },
  };
}

function inBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Every change to a user there is, as in `adapters/dynamodb/users/write-user.ts`. */
function save(store: MemoryStore, user: User): User {
  linkAddresses(store, { before: store.users.get(user.id), after: user });
  store.erased.delete(user.id);
  store.users.set(user.id, user);
  return { ...user };
}
