import type { User, Users } from '../../core/ports.ts';
import { changedFields } from '../changed-fields.ts';
import type { MemoryStore } from './store.ts';

/** Users in memory. */
export function memoryUsers(store: MemoryStore): Users {
  return {
    async getMany(ids) {
      const found = ids.flatMap((id) => store.users.get(id) ?? []);
      return new Map(found.map((user) => [user.id, { ...user }]));
    },

    async upsert(id, contact, now) {
      const stored = store.users.get(id);
      const changes = changedFields(contact, stored);
      if (stored && Object.keys(changes).length === 0) return { ...stored };

      const user: User = { createdAt: now, ...stored, ...changes, id, updatedAt: now };
      store.users.set(id, user);
      return { ...user };
    },

    async setPreference({ userId, category, channel, optedOut }, now) {
      const stored = store.users.get(userId);
      if (stored === undefined) return false;

      const { [channel]: _, ...others } = stored.preferences?.[category] ?? {};
      const ofCategory = optedOut ? { ...others, [channel]: 'opted_out' as const } : others;
      store.users.set(userId, { ...stored, preferences: { ...stored.preferences, [category]: ofCategory }, updatedAt: now });
      return true;
    },
  };
}
