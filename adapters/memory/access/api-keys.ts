import type { ApiKey, ApiKeys } from '../../../core/access/ports/access.ts';

/** Keeps API keys in memory. */
export function memoryApiKeys(): ApiKeys {
  const keys = new Map<string, ApiKey>();

  return {
    async find(hash) {
      return [...keys.values()].find((key) => key.hash === hash);
    },

    async add(key) {
      if (keys.has(key.id)) throw new Error(`there is already an API key "${key.id}"`);
      keys.set(key.id, { ...key });
    },

    async list() {
      return [...keys.values()];
    },

    async revoke(id, at) {
      const key = keys.get(id);
      if (key && (key.revokedAt === undefined || key.revokedAt > at)) keys.set(id, { ...key, revokedAt: at });
      return key !== undefined;
    },

    async remove(id) {
      return keys.delete(id);
    },
  };
}
