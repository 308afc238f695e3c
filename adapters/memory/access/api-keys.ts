import type { ApiKey, ApiKeys } from '../../../core/access/ports/access.ts';

/** Keeps API keys in memory. */
export function memoryApiKeys(): ApiKeys {
  const keys = new Map<string, ApiKey & { knownAs: string }>();

  return {
    async find(hash) {
      const found = [...keys.values()].find((key) => key.hash === hash);
      if (found === undefined) return undefined;
      const { knownAs, ...key } = found;
      return { ...key, id: knownAs };
    },

    async add(key, knownAs = key.id) {
      if (keys.has(key.id)) throw new Error(`there is already an API key "${key.id}"`);
      keys.set(key.id, { ...key, knownAs });
    },

    async list() {
      return [...keys.values()].map(({ knownAs: _, ...key }) => key);
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
